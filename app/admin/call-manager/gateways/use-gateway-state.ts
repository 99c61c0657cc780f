'use client';

import { useTranslations } from 'next-intl';
import type { Gateway } from '../../../_live/shapes.ts';
import type { WorkLook } from '../../../_ui/state-badge.tsx';

/** How a gateway does is known to a process, not to the database: it is asked for anew so often. */
export const STATE_EVERY_MS = 10_000;

const looks = {
  healthy: 'good',
  registered: 'good',
  registering: 'updating',
  down: 'attention',
  refused: 'attention',
  off: 'off',
  unknown: 'unknown',
} as const satisfies Record<string, WorkLook>;

export function useGatewayState(): (gateway: Pick<Gateway, 'enabled' | 'state'>) => {
  look: WorkLook;
  words: string;
  /** What it said last, where it does not work. */
  error: string | null;
  since: string | null;
} {
  const words = useTranslations('gatewayState');
  return ({ enabled, state }) => {
    const is = enabled ? (state?.state ?? 'unknown') : 'off';
    const look = looks[is];
    const { error = null, since = null } = state ?? {};
    return {
      look,
      words: words(is),
      error: look === 'attention' && error !== null ? words('lastAnswer', { error }) : null,
      since: enabled ? since : null,
    };
  };
}
