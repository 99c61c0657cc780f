'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { firstPage } from '../../../_live/first-page.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { MoreButton } from '../../../_ui/more-button.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { SearchField } from '../../../_ui/search-field.tsx';
import { Table } from '../../../_ui/table.tsx';
import { AddUser } from './add-user.tsx';
import { UserRow } from './user-row.tsx';

export function UsersScreen() {
  const words = useTranslations('users');
  const area = useTranslations('nav')('callManager');
  const [search, setSearch] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const query = useTRPC().users.list.infiniteQueryOptions({ limit: 100, search }, firstPage);
  const list = useInfiniteQuery({ ...query, placeholderData: keepPreviousData });
  const users = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = list.isSuccess && users.length === 0 && search === '';
  const addButton = (
    <Button kind="primary" onClick={() => setIsAdding(true)}>
      <Plus aria-hidden="true" />
      {words('add')}
    </Button>
  );
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')}>
        {!isEmpty && addButton}
      </PageHeader>
      {isEmpty ? (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')}>
          {addButton}
        </EmptyState>
      ) : (
        <SearchField label={words('searchLabel')} onSearch={setSearch} />
      )}
      <ListState list={list} />
      {list.isSuccess && users.length === 0 && search !== '' && (
        <p className="text-muted">{words('noMatch', { search })}</p>
      )}
      {users.length > 0 && (
        <Table
          caption={words('title')}
          columns={[words('extension'), words('name'), words('hotDesking'), words('where'), words('email')]}
        >
          {users.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </Table>
      )}
      <MoreButton list={list} />
      <AddUser isOpen={isAdding} onOpenChange={setIsAdding} />
    </>
  );
}
