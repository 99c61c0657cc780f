'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { FileUp, Globe, Printer } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { firstPage } from '../../../_live/first-page.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { AddLink } from '../../../_ui/add-link.tsx';
import { Button } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { MoreButton } from '../../../_ui/more-button.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { SearchField } from '../../../_ui/search-field.tsx';
import { Table } from '../../../_ui/table.tsx';
import { DeskRow } from './desk-row.tsx';

const ADD = '/admin/advanced-services/hot-desking/add';

export function DesksScreen() {
  const words = useTranslations('desks');
  const area = useTranslations('nav')('advancedServices');
  const elsewhere = useTranslations('edge')('title');
  const [search, setSearch] = useState('');
  const query = useTRPC().desks.list.infiniteQueryOptions({ limit: 100, search }, firstPage);
  const list = useInfiniteQuery({ ...query, placeholderData: keepPreviousData });
  const desks = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = list.isSuccess && desks.length === 0 && search === '';
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')}>
        {!isEmpty && (
          <Button asChild>
            <Link href="/admin/advanced-services/hot-desking/labels">
              <Printer aria-hidden="true" />
              {words('printAll')}
            </Link>
          </Button>
        )}
        <Button asChild>
          <Link href="/admin/advanced-services/hot-desking/edge">
            <Globe aria-hidden="true" />
            {elsewhere}
          </Link>
        </Button>
        <ImportLink />
        <AddLink href={ADD}>{words('add')}</AddLink>
      </PageHeader>
      {isEmpty ? <NoDesks /> : <SearchField label={words('searchLabel')} onSearch={setSearch} />}
      <ListState list={list} />
      {list.isSuccess && desks.length === 0 && search !== '' && (
        <p className="text-muted">{words('noMatch', { search })}</p>
      )}
      {desks.length > 0 && (
        <Table
          caption={words('title')}
          columns={[
            words('name'),
            words('extension'),
            words('state'),
            words('who'),
            words('phone'),
            words('place'),
          ]}
        >
          {desks.map((desk) => (
            <DeskRow key={desk.id} desk={desk} />
          ))}
        </Table>
      )}
      <MoreButton list={list} />
    </>
  );
}

function ImportLink() {
  const words = useTranslations('desks');
  return (
    <Button asChild>
      <Link href="/admin/advanced-services/hot-desking/import">
        <FileUp aria-hidden="true" />
        {words('import')}
      </Link>
    </Button>
  );
}

function NoDesks() {
  const words = useTranslations('desks');
  return (
    <EmptyState title={words('emptyTitle')} text={words('emptyText')}>
      <Button asChild>
        <Link href="/admin/call-manager/phones">{words('toPhones')}</Link>
      </Button>
      <AddLink href={ADD}>{words('add')}</AddLink>
    </EmptyState>
  );
}
