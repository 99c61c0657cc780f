'use client';

import { useTranslations } from 'next-intl';

const reasons = [
  'never_seen',
  'not_reachable',
  'refused_notify',
  'not_downloaded',
  'downloaded_not_registered',
] as const;

/** Why a phone needs attention, and what to do about it. */
export function useReasonWords(): (reason: string | null | undefined) => string {
  const words = useTranslations('reason');
  return (reason) => words(reasons.find((known) => known === reason) ?? 'other');
}
