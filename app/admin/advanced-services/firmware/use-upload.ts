'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useToast } from '../../../_ui/toast.tsx';

type About = { vendor: string; version: string; models: string };
type Refused = { error?: { code?: string; fields?: Record<string, string> } };

const codes = ['duplicate', 'too_large', 'storage_full', 'forbidden', 'unauthorized'] as const;
const fields = ['vendor', 'version', 'models', 'fileName'] as const;

/** Sends a file as it is, by the door that programs use too. `fetch` would not say how far it is. */
export function useUpload(onDone: () => void) {
  const words = useTranslations('firmware');
  const refusals = useTranslations('firmware.refused');
  const say = useToast();
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<number>();
  const [problem, setProblem] = useState<string>();

  const wordsFor = ({ error }: Refused): string => {
    const field = fields.find((name) => error?.fields?.[name] !== undefined);
    const code = codes.find((name) => name === error?.code);
    if (code !== undefined) return refusals(code);
    return field === undefined ? refusals('other') : refusals(field);
  };
  const ended = (request: XMLHttpRequest): void => {
    setProgress(undefined);
    if (request.status !== 201) return setProblem(wordsFor((request.response ?? {}) as Refused));
    say({ kind: 'good', text: words('uploadDone') });
    void queryClient.invalidateQueries();
    onDone();
  };
  const upload = (file: File, about: About): void => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ ...about, fileName: file.name });
    request.open('POST', `/api/v1/firmware/files?${query}`);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => setProgress(total > 0 ? loaded / total : 0);
    request.onload = () => ended(request);
    request.onerror = () => ended(request);
    setProblem(undefined);
    setProgress(0);
    request.send(file);
  };
  return { upload, progress, problem };
}
