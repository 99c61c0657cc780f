'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Stranger } from '../../../_live/shapes.ts';
import { When } from '../../../_live/time.tsx';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { Finding } from '../../../_ui/finding.tsx';

/** No event tells of strangers. */
const ASK_AGAIN_MS = 30_000;

const titles = { 'mac-scan': 'macScan', 'sip-ban': 'sipBan' } as const satisfies Record<
  Stranger['what'],
  string
>;

/** Who goes through phones or guesses their secrets; nothing where nobody does. */
export function StrangersCard() {
  const words = useTranslations('strangers');
  const options = useTRPC().phones.strangers.queryOptions(undefined, { refetchInterval: ASK_AGAIN_MS });
  const { data: strangers = [] } = useQuery(options);
  if (strangers.length === 0) return null;
  return (
    <Card className="mb-6">
      <CardTitle>{words('title')}</CardTitle>
      <p className="-mt-3 mb-4 text-muted">{words('text')}</p>
      <ul className="divide-y divide-line">
        {strangers.map(({ what, source, count, at, isHeldUp }) => (
          <Finding
            key={`${what} ${source}`}
            state={isHeldUp ? 'warning' : 'ok'}
            stateWords={words(isHeldUp ? 'heldUp' : 'over')}
            title={words(titles[what], { source })}
            when={<When at={at} />}
          >
            <p className="text-sm wrap-anywhere text-muted">{words(`${titles[what]}Text`, { count })}</p>
          </Finding>
        ))}
      </ul>
    </Card>
  );
}
