'use client';

import { CloudAlert, CloudUpload, Hand } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Desk } from '../../../_live/shapes.ts';
import { useRpsState } from '../../../_live/use-rps-words.ts';
import { classNames } from '../../../_ui/class-names.ts';

const signs = {
  pending: { Icon: CloudUpload, classes: 'text-updating' },
  conflict: { Icon: CloudAlert, classes: 'text-attention' },
  failed: { Icon: CloudAlert, classes: 'text-attention' },
  manual: { Icon: Hand, classes: 'text-updating' },
} as const;

/** In a list: that the redirection service does not hold yet what it should. */
export function RpsMark({ desk }: { desk: Desk }) {
  const words = useTranslations('desks');
  const state = useRpsState()(desk);
  if (desk.provisioning !== 'rps' || state === undefined || !isSign(state.is)) return null;
  const { Icon, classes } = signs[state.is];
  return (
    <span
      className={classNames('mt-1 flex items-center gap-1.5 text-sm font-medium max-md:justify-end', classes)}
    >
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      {words('rps', { state: state.words })}
    </span>
  );
}

const isSign = (state: string): state is keyof typeof signs => Object.hasOwn(signs, state);
