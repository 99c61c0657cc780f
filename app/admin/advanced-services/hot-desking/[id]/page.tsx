import type { Metadata } from 'next';
import { orNotFound } from '../../../../_live/or-not-found.ts';
import { qrSvg } from '../../../../_live/qr.ts';
import { serverCaller } from '../../../../_trpc/server.tsx';
import { DeskDetail } from './desk-detail.tsx';

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'Hot Desking' };

export default async function DeskPage({ params }: Props) {
  const { id } = await params;
  const caller = await serverCaller();
  const desk = await orNotFound(caller.desks.get({ id }));
  return <DeskDetail initial={desk} qr={await qrSvg(desk.qrUrl)} />;
}
