'use client';

import { useTranslations } from 'next-intl';
import type { WorkLook } from '../_ui/state-badge.tsx';
import type { Desk } from './shapes.ts';

const codes = [
  ...['invalid_mac', 'invalid_url', 'serial_required', 'serial_mismatch', 'owned_by_other'],
  ...['already_exists', 'not_found', 'auth_failed', 'forbidden_for_account', 'rate_limited'],
  ...['unreachable', 'uncertain_write', 'bad_response', 'unsupported'],
] as const;

export const isRpsCode = (text: string): boolean => codes.some((code) => code === text);

/** What is wrong with a phone at its redirection service, and what to do about it. */
export function useRpsErrorWords(): (code: string) => string {
  const words = useTranslations('rpsError');
  return (code) => words(codes.find((known) => known === code) ?? 'other');
}

/** The same of an account that was tried. */
export function useRpsTestWords(): (code: string) => string {
  const words = useTranslations('rpsTest');
  const known = [
    ...['auth_failed', 'forbidden_for_account', 'not_found', 'rate_limited'],
    ...['unreachable', 'bad_response'],
  ] as const;
  return (code) => words(known.find((one) => one === code) ?? 'other');
}

const looks = {
  pending: 'updating',
  releasing: 'updating',
  assigned: 'stored',
  conflict: 'attention',
  failed: 'attention',
  manual: 'byHand',
  released: 'off',
} as const satisfies Record<string, WorkLook>;

/** What the service holds of a desk's phone: in a look that is not the phone's. */
export function useRpsState(): (
  desk: Pick<Desk, 'rps' | 'provisioning'>,
) => { is: keyof typeof looks; look: WorkLook; words: string } | undefined {
  const words = useTranslations('rpsState');
  return ({ rps, provisioning }) => {
    if (rps === null) return undefined;
    const is = rps.state === 'pending' && provisioning !== 'rps' ? 'releasing' : rps.state;
    return { is, look: looks[is], words: words(is) };
  };
}
