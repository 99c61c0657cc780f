'use client';

import { useTranslations } from 'next-intl';
import type { NumberExplanation } from '../../../_live/shapes.ts';

/** Where a number goes, in a sentence; in an emergency also as whom and from where. */
export function useExplanationWords(): (of: NumberExplanation) => {
  verdict: string;
  from: string | undefined;
} {
  const verdict = useVerdict();
  const words = useTranslations('explain');
  const emergencyWords = useTranslations('emergency');
  return (of) => {
    if (of.emergency === null) return { verdict: verdict(of), from: undefined };
    const { desk, site, floor, callerNumber } = of.emergency;
    const place = [desk, site, floor && emergencyWords('floor', { floor })].filter(Boolean).join(', ');
    const from =
      callerNumber === null ? words('fromNobody', { place }) : words('from', { place, number: callerNumber });
    return { verdict: verdict(of), from };
  };
}

function useVerdict(): (of: NumberExplanation) => string {
  const words = useTranslations('explain');
  return ({ is, number, extension, outside }) => {
    const gateways = (outside?.gateways ?? []).join(words('then'));
    const shown = outside?.number ?? number;
    switch (is) {
      case 'emergency':
        return words(gateways === '' ? 'isEmergencyNowhere' : 'isEmergency', { number, shown, gateways });
      case 'emergency-test':
        return words('isEmergencyTest', { number });
      case 'log-in':
        return words('isLogIn', { number });
      case 'log-out':
        return words('isLogOut', { number });
      case 'extension':
        return words(extension === null ? 'isNobodys' : extension.owner === 'user' ? 'isUsers' : 'isDesks', {
          number,
        });
      case 'outside':
        return words('isOutside', { number, shown, gateways });
      case 'none':
        return words('isNone', { number });
    }
  };
}
