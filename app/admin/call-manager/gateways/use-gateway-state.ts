'use client';

import { useTranslations } from 'next-intl';
import type { Gateway } from '../../../_live/shapes.ts';
import type { WorkLook } from '../../../_ui/state-badge.tsx';

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
  /** Why it does not work. */
  why: string | null;
  since: string | null;
} {
  const words = useTranslations('gatewayState');
  return ({ enabled, state }) => {
    const is = enabled ? (state?.state ?? 'unknown') : 'off';
    const look = looks[is];
    const { trouble = null, since = null } = state ?? {};
    return {
      look,
      words: words(is),
      why: trouble === null ? null : words(`trouble_${trouble.code}`, { detail: trouble.detail }),
      since: enabled ? since : null,
    };
  };
}
