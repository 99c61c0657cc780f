'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AddressWays, Desk, KeysOnPhone, WantedKey } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { DeleteButton } from '../../../_shell/delete-button.tsx';
import { AddressCard } from './address-card.tsx';
import { DeskKeys } from './desk-keys.tsx';
import { LabelCard } from './label-card.tsx';
import { NowCard } from './now-card.tsx';
import { RpsCard } from './rps-card.tsx';
import { SettingsCard } from './settings-card.tsx';

type Props = {
  initial: Desk;
  ways: AddressWays;
  qr: string;
  keys: WantedKey[];
  onPhone: KeysOnPhone;
};

export function DeskDetail({ initial, ways, qr, keys, onPhone }: Props) {
  const nav = useTranslations('nav');
  const common = useTranslations('common');
  const words = useTranslations('desk');
  const query = useTRPC().desks.get.queryOptions({ id: initial.id });
  const { data: desk } = useQuery({ ...query, initialData: initial });
  return (
    <>
      <PageHeader area={nav('hotDesking')} title={desk.displayName}>
        <Button asChild>
          <Link href={`/admin/advanced-services/hot-desking/${desk.id}/edit`}>
            <Pencil aria-hidden="true" />
            {common('edit')}
          </Link>
        </Button>
        <DeleteButton
          deletion={{ name: desk.displayName, procedure: 'desks.remove', input: { id: desk.id } }}
          text={words('deleteText', { extension: desk.extension })}
          list="/admin/advanced-services/hot-desking"
        />
      </PageHeader>
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <div className="grid grid-cols-1 gap-6">
          <NowCard desk={desk} />
          {desk.rps !== null && <RpsCard desk={desk} rps={desk.rps} />}
          <AddressCard desk={desk} ways={ways} />
          <SettingsCard desk={desk} />
        </div>
        <LabelCard desk={desk} qr={qr} />
      </div>
      <div className="mt-6 grid grid-cols-1 gap-6">
        <DeskKeys id={desk.id} keys={keys} onPhone={onPhone} />
      </div>
    </>
  );
}
