'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { firstPage } from '../../_live/first-page.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Button } from '../../_ui/button.tsx';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { ListState } from '../../_ui/list-state.tsx';
import { MoreButton } from '../../_ui/more-button.tsx';
import { Table } from '../../_ui/table.tsx';
import { DifferenceRow } from './difference-row.tsx';
import { ReplaceAll } from './replace-all.tsx';
import { canReplace } from './use-difference-words.ts';
import { useReconcile } from './use-reconcile.ts';

/** What stands at the services instead of what is wanted there; nothing at all where there is nothing to compare. */
export function ComparePart({ isSetUp }: { isSetUp: boolean }) {
  const words = useTranslations('rpsCompare');
  const ofDesk = useTranslations('deskRps');
  const reconcile = useReconcile();
  const list = useInfiniteQuery(useTRPC().rps.differences.infiniteQueryOptions({ limit: 100 }, firstPage));
  const differences = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (!isSetUp && differences.length === 0) return null;
  const macs = differences.filter(canReplace).map(({ mac }) => mac);
  return (
    <section aria-label={words('title')} className="mb-4 grid grid-cols-1 gap-4">
      <Card>
        <CardTitle>{words('title')}</CardTitle>
        <p className="-mt-2 max-w-3xl text-muted">{words('text')}</p>
        {list.isSuccess && differences.length === 0 && (
          <p className="mt-2 font-semibold">{words('nothing')}</p>
        )}
        <div className="mt-4 flex flex-wrap gap-2">
          <Button isBusy={reconcile.isPending} onClick={() => reconcile.mutate()}>
            <GitCompareArrows aria-hidden="true" />
            {words('compare')}
          </Button>
          {macs.length > 0 && <ReplaceAll macs={macs} hasMore={list.hasNextPage} />}
        </div>
      </Card>
      <ListState list={list} />
      {differences.length > 0 && (
        <div>
          <Table
            caption={words('caption')}
            columns={[
              ...[words('desk'), ofDesk('service'), words('wanted'), words('found')],
              ...[ofDesk('since'), words('whatToDo')],
            ]}
          >
            {differences.map((difference) => (
              <DifferenceRow key={difference.mac} difference={difference} />
            ))}
          </Table>
          <MoreButton list={list} />
        </div>
      )}
    </section>
  );
}
