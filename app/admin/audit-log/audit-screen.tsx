'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { firstPage } from '../../_live/first-page.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { ListState } from '../../_ui/list-state.tsx';
import { MoreButton } from '../../_ui/more-button.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { SearchField } from '../../_ui/search-field.tsx';
import { Table } from '../../_ui/table.tsx';
import { AuditFilters, type Filters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';

export function AuditScreen() {
  const words = useTranslations('audit');
  const [filters, setFilters] = useState<Filters>({});
  const [search, setSearch] = useState('');
  const query = useTRPC().audit.list.infiniteQueryOptions({ limit: 100, search, ...filters }, firstPage);
  const list = useInfiniteQuery({ ...query, placeholderData: keepPreviousData });
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={words('title')} text={words('text')} />
      <div className="mb-4 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <SearchField
          label={words('searchLabel')}
          onSearch={setSearch}
          className="mb-0 sm:max-lg:col-span-2"
        />
        <AuditFilters filters={filters} onChange={setFilters} />
      </div>
      <ListState list={list} />
      {list.isSuccess && entries.length === 0 && (
        <EmptyState
          title={search === '' ? words('emptyTitle') : words('noMatch', { search })}
          text={words('emptyText')}
        />
      )}
      {entries.length > 0 && (
        <Table
          caption={words('title')}
          columns={[words('at'), words('what'), words('subject'), words('who'), words('door')]}
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
