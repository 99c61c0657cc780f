'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Overview } from '../../_live/shapes.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { Finding } from '../../_ui/finding.tsx';

const stateWords = {
  ok: 'checkOk',
  waiting: 'checkWaiting',
  warning: 'checkWarning',
  problem: 'checkProblem',
} as const;

type Check = Overview['checks'][number];

/** A finding in the page's language; what it has no words for comes as the server says it. */
function useCheckWords(): (check: Check) => { title: string; detail: string } {
  const words = useTranslations('checks');
  return ({ id, code, values, title, detail }) => ({
    title: words.has(id) ? words(id) : title,
    detail: words.has(`${id}_${code}`) ? words(`${id}_${code}`, values) : detail,
  });
}

/** Whether help can be reached, which the start could not know. */
function useEmergencyCheck(): Check[] {
  const { data } = useQuery(useTRPC().emergency.banner.queryOptions());
  if (data === undefined) return [];
  const [state, code] = data.hasRoute ? (['ok', 'routed'] as const) : (['problem', 'nowhere'] as const);
  return [{ id: 'emergency', state, code, title: '', values: {}, detail: '' }];
}

/** What the start looked at, so that nobody has to guess why a phone stays silent. */
export function CheckList({ checks: found }: { checks: Overview['checks'] }) {
  const words = useTranslations('overview');
  const checks = [...useEmergencyCheck(), ...found];
  const checkWords = useCheckWords();
  return (
    <Card>
      <CardTitle>{words('checks')}</CardTitle>
      <p className="-mt-3 mb-4 text-muted">{words('checksText')}</p>
      <ul className="divide-y divide-line">
        {checks.map((check) => {
          const { title, detail } = checkWords(check);
          const { id, state } = check;
          return (
            <Finding key={id} state={state} stateWords={words(stateWords[state])} title={title}>
              <p className="text-sm break-words text-muted">{detail}</p>
            </Finding>
          );
        })}
      </ul>
    </Card>
  );
}
