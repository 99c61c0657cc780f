import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '../../../../../_live/or-not-found.ts';
import { serverCaller } from '../../../../../_trpc/server.tsx';
import { PageHeader } from '../../../../../_ui/page-header.tsx';
import { DeskLabel } from '../../label/desk-label.tsx';
import { LabelActions } from '../../label/label-actions.tsx';
import { UnlastingAddress } from '../../label/unlasting-address.tsx';

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'Label' };

export default async function LabelPage({ params }: Props) {
  const { id } = await params;
  const words = await getTranslations('labels');
  const desk = await orNotFound((await serverCaller()).desks.get({ id }));
  return (
    <>
      <div className="not-printed">
        <PageHeader title={words('title', { name: desk.displayName })} text={words('text')} />
        <UnlastingAddress />
        <LabelActions address={`/admin/advanced-services/hot-desking/${id}/label.pdf`} />
      </div>
      <DeskLabel desk={desk} />
    </>
  );
}
