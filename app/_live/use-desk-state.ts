'use client';

import { useTranslations } from 'next-intl';
import type { DeskLook } from '../_ui/state-badge.tsx';
import type { Desk } from './shapes.ts';
import { useReasonWords } from './use-reason-words.ts';

/** What an administrator sees of a desk: one state, in words, with the reason where something is wrong. */
export function deskLook({ phone, session }: Pick<Desk, 'phone' | 'session'>): DeskLook {
  switch (phone.state) {
    case 'attention':
      return 'attention';
    case 'updating':
      return session === null ? 'updating' : 'busy';
    case 'settled':
      return session === null ? 'free' : 'busy';
  }
}

export function useDeskState(): (desk: Pick<Desk, 'phone' | 'session'>) => {
  look: DeskLook;
  words: string;
  reason: string | undefined;
} {
  const words = useTranslations('deskState');
  const reasonWords = useReasonWords();
  return (desk) => {
    const look = deskLook(desk);
    const isSwitching = look === 'busy' && desk.phone.state === 'updating';
    const names = { free: 'free', busy: 'inUse', updating: 'updating', attention: 'attention' } as const;
    return {
      look: isSwitching ? 'updating' : look,
      words: words(isSwitching ? 'inUseUpdating' : names[look]),
      reason: look === 'attention' ? reasonWords(desk.phone.reason) : undefined,
    };
  };
}
