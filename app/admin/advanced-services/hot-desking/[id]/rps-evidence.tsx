'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { CheckLine } from '../../../_phone-checks/check-line.tsx';

const shown = ['asked', 'downloaded', 'registered'] as const;

/** What the phone itself has done since: a link that is stored is not yet a phone that works. */
export function RpsEvidence({ mac, isSaved }: { mac: string; isSaved: boolean }) {
  const words = useTranslations('deskRps');
  const phoneWords = useTranslations('phone');
  const { data: phone } = useQuery(useTRPC().phones.get.queryOptions({ mac }));
  if (phone === undefined) return null;
  const checks = phone.checks.filter(({ check }) => shown.some((one) => one === check));
  const served = phone.requests.find(({ version }) => version !== null)?.version ?? null;
  return (
    <section aria-label={words('phone')} className="mt-5 border-t border-line pt-4">
      <h3 className="font-semibold">{words('phone')}</h3>
      {isSaved && <p className="text-[0.95rem] text-muted">{words('phoneText')}</p>}
      <ul className="mt-4 divide-y divide-line">
        {checks.map((check) => (
          <CheckLine
            key={check.check}
            check={check}
            phone={phone}
            more={
              check.check === 'downloaded' && served !== null
                ? phoneWords('version', { version: served })
                : undefined
            }
          />
        ))}
      </ul>
    </section>
  );
}
