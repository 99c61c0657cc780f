'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { firstPage } from '../../_live/first-page.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { MoreButton } from '../../_ui/more-button.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Head, Table } from '../../_ui/table.tsx';
import { AuditFilters, type Filters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';

export function AuditScreen() {
  const words = useTranslations('audit');
  const [filters, setFilters] = useState<Filters>({});
  const query = useTRPC().audit.list.infiniteQueryOptions({ limit: 100, ...filters }, firstPage);
  const list = useInfiniteQuery({ ...query, placeholderData: keepPreviousData });
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={words('title')} text={words('text')} />
      <AuditFilters filters={filters} onChange={setFilters} />
      {entries.length === 0 ? (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')} />
      ) : (
        <Table
          caption={words('title')}
          head={
            <>
              <Head>{words('at')}</Head>
              <Head>{words('what')}</Head>
              <Head>{words('subject')}</Head>
              <Head>{words('who')}</Head>
              <Head>{words('door')}</Head>
              <Head>{words('source')}</Head>
              <Head>{words('details')}</Head>
            </>
          }
        >
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </Table>
      )}
      <MoreButton list={list} />
    </>
  );
}
