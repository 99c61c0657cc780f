'use client';

import { useTranslations } from 'next-intl';
import type { EmergencyCall } from '../../_live/shapes.ts';
import type { WorkLook } from '../../_ui/state-badge.tsx';

const looks = {
  calling: 'updating',
  routed: 'good',
  no_route: 'attention',
  failed: 'attention',
  test: 'good',
} as const satisfies Record<EmergencyCall['outcome'], WorkLook>;

export const outcomeLook = ({ outcome }: Pick<EmergencyCall, 'outcome'>): WorkLook => looks[outcome];

/** Site, floor and street of a call, as far as they are known. */
export function usePlaceText(): (call: Pick<EmergencyCall, 'place'>) => string {
  const words = useTranslations('emergency');
  return ({ place: { site, floor, address } }) => {
    const street = address && [address.street, address.houseNumber].filter(Boolean).join(' ');
    const city = address && [address.postalCode, address.city].filter(Boolean).join(' ');
    const level = floor && words('floor', { floor });
    return [site, level, address?.building, street, city].filter(Boolean).join(', ');
  };
}
