'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Hourglass, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Overview } from '../../_live/shapes.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { classNames } from '../../_ui/class-names.ts';

const signs = {
  ok: { Icon: CircleCheck, word: 'checkOk', classes: 'text-free' },
  waiting: { Icon: Hourglass, word: 'checkWaiting', classes: 'text-updating' },
  warning: { Icon: TriangleAlert, word: 'checkWarning', classes: 'text-updating' },
  problem: { Icon: CircleAlert, word: 'checkProblem', classes: 'text-attention' },
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
          const { Icon, word, classes } = signs[check.state];
          const { title, detail } = checkWords(check);
          return (
            <li key={check.id} className="flex gap-3 py-3 first:pt-0 last:pb-0">
              <Icon className={classNames('mt-0.5 size-5 shrink-0', classes)} aria-hidden="true" />
              <div className="min-w-0 grow">
                <p className="flex flex-wrap justify-between gap-x-3 font-semibold">
                  {title}
                  <span className={classNames('text-sm', classes)}>{words(word)}</span>
                </p>
                <p className="text-sm break-words text-muted">{detail}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
