'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Hash, Radio, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { firstPage } from '../../../_live/first-page.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { MoreButton } from '../../../_ui/more-button.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Table } from '../../../_ui/table.tsx';
import { ClaimPhone } from './claim-phone.tsx';
import { PhoneRow } from './phone-row.tsx';
import { StrangersCard } from './strangers-card.tsx';

const ADD = '/admin/advanced-services/hot-desking/add';

export function PhonesScreen() {
  const words = useTranslations('phones');
  const security = useTranslations('phoneSecurity')('title');
  const telling = useTranslations('phoneWeb')('title');
  const area = useTranslations('nav')('callManager');
  const trpc = useTRPC();
  const [isClaiming, setIsClaiming] = useState(false);
  const needsClaim = useQuery(trpc.phones.claiming.queryOptions()).data?.needed === true;
  const list = useInfiniteQuery(trpc.phones.list.infiniteQueryOptions({ limit: 100 }, firstPage));
  const phones = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words(needsClaim ? 'textClaiming' : 'text')}>
        <Button asChild>
          <Link href="/admin/call-manager/phones/security">
            <ShieldCheck aria-hidden="true" />
            {security}
          </Link>
        </Button>
        <Button asChild>
          <Link href="/admin/call-manager/phones/telling">
            <Radio aria-hidden="true" />
            {telling}
          </Link>
        </Button>
        {needsClaim && (
          <Button kind="primary" onClick={() => setIsClaiming(true)}>
            <Hash aria-hidden="true" />
            {words('claim')}
          </Button>
        )}
      </PageHeader>
      <StrangersCard />
      <ListState list={list} />
      {list.isSuccess && phones.length === 0 && (
        <EmptyState title={words('emptyTitle')} text={words(needsClaim ? 'emptyClaiming' : 'emptyText')}>
          <Button asChild kind={needsClaim ? 'secondary' : 'primary'}>
            <Link href={ADD}>{words('addByHand')}</Link>
          </Button>
        </EmptyState>
      )}
      {phones.length > 0 && (
        <Table
          caption={words('title')}
          columns={[
            words('phone'),
            words('mac'),
            words('firmware'),
            words('address'),
            words('firstSeen'),
            words('lastSeen'),
            words('desk'),
          ]}
        >
          {phones.map((phone) => (
            <PhoneRow key={phone.mac} phone={phone} />
          ))}
        </Table>
      )}
      <MoreButton list={list} />
      <ClaimPhone isOpen={isClaiming} onOpenChange={setIsClaiming} />
    </>
  );
}
