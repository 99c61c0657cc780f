'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { firstPage } from '../../../_live/first-page.ts';
import { macText } from '../../../_live/mac.tsx';
import { fullServiceName } from '../../../_live/rps-services.ts';
import type { RpsRelease } from '../../../_live/shapes.ts';
import { Moment } from '../../../_live/time.tsx';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { MoreButton } from '../../../_ui/more-button.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Cell, Row, Table } from '../../../_ui/table.tsx';

/** Proof, to be printed, for whom a phone is sold to. */
export function ReleasedScreen({ organisation }: { organisation: string }) {
  const words = useTranslations('rpsReleased');
  const area = useTranslations('redirection')('title');
  const print = useTranslations('labels')('print');
  const ofDesk = useTranslations('deskRps');
  const list = useInfiniteQuery(useTRPC().rps.releases.infiniteQueryOptions({ limit: 100 }, firstPage));
  const releases = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text', { organisation })}>
        {releases.length > 0 && (
          <Button kind="primary" className="not-printed" onClick={() => window.print()}>
            <Printer aria-hidden="true" />
            {print}
          </Button>
        )}
      </PageHeader>
      <ListState list={list} />
      {list.isSuccess && releases.length === 0 && (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')} />
      )}
      {releases.length > 0 && (
        <Table
          caption={words('title')}
          columns={[
            ...[ofDesk('mac'), words('desk'), ofDesk('service')],
            ...[words('by'), words('at'), words('answer')],
          ]}
        >
          {releases.map((release) => (
            <ReleaseRow key={release.mac} release={release} />
          ))}
        </Table>
      )}
      <div className="not-printed">
        <MoreButton list={list} />
      </div>
    </>
  );
}

function ReleaseRow({ release: { mac, displayName, provider, by, at, answer } }: { release: RpsRelease }) {
  const words = useTranslations('rpsReleased');
  const ofDesk = useTranslations('deskRps');
  return (
    <Row className="break-inside-avoid">
      <Cell label={ofDesk('mac')} className="font-mono whitespace-nowrap">
        {macText(mac)}
      </Cell>
      <Cell label={words('desk')}>{displayName}</Cell>
      <Cell label={ofDesk('service')}>{provider === 'manual' ? '–' : fullServiceName(provider)}</Cell>
      <Cell label={words('by')}>{by ?? '–'}</Cell>
      <Cell label={words('at')}>
        <Moment at={at} />
      </Cell>
      <Cell label={words('answer')} className="font-semibold">
        {words(`answers.${answer ?? 'never_sent'}`)}
      </Cell>
    </Row>
  );
}
