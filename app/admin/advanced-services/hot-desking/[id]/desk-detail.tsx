'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Desk } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { AddressCard } from './address-card.tsx';
import { DeleteDesk } from './delete-desk.tsx';
import { LabelCard } from './label-card.tsx';
import { NowCard } from './now-card.tsx';
import { SettingsCard } from './settings-card.tsx';

type Props = { initial: Desk; qr: string };

export function DeskDetail({ initial, qr }: Props) {
  const nav = useTranslations('nav');
  const words = useTranslations('common');
  const query = useTRPC().desks.get.queryOptions({ id: initial.id });
  const { data: desk } = useQuery({ ...query, initialData: initial });
  return (
    <>
      <PageHeader area={nav('hotDesking')} title={desk.displayName}>
        <Button asChild>
          <Link href={`/admin/advanced-services/hot-desking/${desk.id}/edit`}>
            <Pencil aria-hidden="true" />
            {words('edit')}
          </Link>
        </Button>
        <DeleteDesk desk={desk} />
      </PageHeader>
      <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <div className="grid gap-6">
          <NowCard desk={desk} />
          <AddressCard desk={desk} />
          <SettingsCard desk={desk} />
        </div>
        <LabelCard desk={desk} qr={qr} />
      </div>
    </>
  );
}
