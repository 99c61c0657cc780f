'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { firstPage } from '../../../_live/first-page.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { MoreButton } from '../../../_ui/more-button.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Head, Table } from '../../../_ui/table.tsx';
import { GatewayRow } from './gateway-row.tsx';

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
        {!isEmpty && <AddButton />}
      </PageHeader>
      <ListState list={list} />
      {isEmpty && (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')}>
          <AddButton />
        </EmptyState>
      )}
      {gateways.length > 0 && (
        <Table
          caption={words('title')}
          head={
            <>
              <Head>{words('name')}</Head>
              <Head>{words('host')}</Head>
              <Head>{words('transport')}</Head>
              <Head>{words('state')}</Head>
              <Head>{words('callerNumber')}</Head>
            </>
          }
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

function AddButton() {
  const words = useTranslations('gateways');
  return (
    <Button asChild kind="primary">
      <Link href="/admin/call-manager/gateways/add">
        <Plus aria-hidden="true" />
        {words('add')}
      </Link>
    </Button>
  );
}
