'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { TemplatePreview } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import type { Target } from '../template-values.ts';

const PAUSE_MS = 400;

type Given = Target & { settings: Array<{ name: string; value: string }> };

/** What the server says of a template while it is typed, a moment after the last key; undefined = nothing yet. */
export function usePreview(template: Given | undefined, desk: string | null): TemplatePreview | undefined {
  const { mutate, data } = useMutation(useTRPC().templates.preview.mutationOptions());
  const asked = JSON.stringify({ template, desk });
  const last = useRef('');
  useEffect(() => {
    if (template === undefined || last.current === asked) return;
    const timer = setTimeout(() => {
      last.current = asked;
      mutate({ template, desk });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked, template, desk, mutate]);
  return data;
}
