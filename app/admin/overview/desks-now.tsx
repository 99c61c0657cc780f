'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Desk } from '../../_live/shapes.ts';
import { useDeskState } from '../../_live/use-desk-state.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { StateBadge } from '../../_ui/state-badge.tsx';
import { DESKS_SHOWN } from './desks-shown.ts';

const LIST = '/admin/advanced-services/hot-desking';

/** The first desks and who is there, as they change. */
export function DesksNow() {
  const words = useTranslations('overview');
  const { data } = useQuery(useTRPC().desks.list.queryOptions({ limit: DESKS_SHOWN }));
  return (
    <Card>
      <CardTitle
        aside={
          <Link
            href={LIST}
            className="-my-1.5 inline-flex min-h-9 items-center font-semibold text-primary underline underline-offset-4 pointer-coarse:min-h-11"
          >
            {words('allDesks')}
          </Link>
        }
      >
        {words('desksNow')}
      </CardTitle>
      <ul className="-my-2 divide-y divide-line">
        {data?.items.map((desk) => (
          <DeskLine key={desk.id} desk={desk} />
        ))}
      </ul>
    </Card>
  );
}

function DeskLine({ desk }: { desk: Desk }) {
  const { look, words } = useDeskState()(desk);
  return (
    <li>
      <Link
        href={`${LIST}/${desk.id}`}
        className="-mx-2 flex min-h-12 items-center justify-between gap-3 rounded-xl px-2 py-2 hover:bg-sunken"
      >
        <span className="min-w-0 wrap-anywhere">
          <span className="font-semibold">{desk.displayName}</span>{' '}
          <span className="text-muted">{desk.session?.name ?? desk.extension}</span>
        </span>
        <StateBadge state={look} words={words} />
      </Link>
    </li>
  );
}
