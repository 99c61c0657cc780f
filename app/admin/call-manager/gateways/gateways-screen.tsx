'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { firstPage } from '../../../_live/first-page.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { AddLink } from '../../../_ui/add-link.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { MoreButton } from '../../../_ui/more-button.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Table } from '../../../_ui/table.tsx';
import { GatewayRow } from './gateway-row.tsx';

const ADD = '/admin/call-manager/gateways/add';

export function GatewaysScreen() {
  const words = useTranslations('gateways');
  const area = useTranslations('nav')('callManager');
  const query = useTRPC().gateways.list.infiniteQueryOptions({ limit: 100 }, firstPage);
  const list = useInfiniteQuery(query);
  const gateways = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isEmpty = list.isSuccess && gateways.length === 0;
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')}>
        {!isEmpty && <AddLink href={ADD}>{words('add')}</AddLink>}
      </PageHeader>
      <ListState list={list} />
      {isEmpty && (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')}>
          <AddLink href={ADD}>{words('add')}</AddLink>
        </EmptyState>
      )}
      {gateways.length > 0 && (
        <Table
          caption={words('title')}
          columns={[words('name'), words('host'), words('transport'), words('state'), words('callerNumber')]}
        >
          {gateways.map((gateway) => (
            <GatewayRow key={gateway.id} gateway={gateway} />
          ))}
        </Table>
      )}
      <MoreButton list={list} />
    </>
  );
}
