'use client';

import { useQuery } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '../_trpc/react.tsx';
import { Button } from '../_ui/button.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { CheckList } from './overview/check-list.tsx';
import { DeskCounts } from './overview/desk-counts.tsx';
import { DesksNow } from './overview/desks-now.tsx';
import { FirstSteps } from './overview/first-steps.tsx';

export function OverviewScreen() {
  const words = useTranslations('overview');
  const { data: overview } = useQuery(useTRPC().installation.overview.queryOptions());
  if (overview === undefined) return <PageHeader title={words('title')} text={words('text')} />;
  const { counts } = overview;
  return (
    <>
      <PageHeader area={overview.organisation} title={words('title')} text={words('text')} />
      <DeskCounts counts={counts} />
      {counts.phonesWithoutDesk > 0 && <NewPhones count={counts.phonesWithoutDesk} />}
      <div className="mt-6 grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        {(counts.desks === 0 || counts.users === 0) && <FirstSteps counts={counts} />}
        {counts.desks > 0 && <DesksNow />}
        <CheckList checks={overview.checks} />
      </div>
    </>
  );
}

function NewPhones({ count }: { count: number }) {
  const words = useTranslations('overview');
  return (
    <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-2xl border border-accent/50 bg-surface px-5 py-4">
      <Phone className="size-6 shrink-0 text-accent" aria-hidden="true" />
      <p className="grow font-semibold">{words('newPhonesText', { count })}</p>
      <Button asChild kind="primary" size="small">
        <Link href="/admin/call-manager/phones">{words('showPhones')}</Link>
      </Button>
    </div>
  );
}
