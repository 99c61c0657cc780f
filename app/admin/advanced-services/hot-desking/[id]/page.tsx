import type { Metadata } from 'next';
import { orNotFound } from '../../../../_live/or-not-found.ts';
import { qrSvg } from '../../../../_live/qr.ts';
import { readAddressWays, readDesk, readDeskKeys, readKeysOnPhone } from '../../../../_trpc/server.tsx';
import { DeskDetail } from './desk-detail.tsx';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await orNotFound(readDesk((await params).id))).displayName };
}

export default async function DeskPage({ params }: Props) {
  const { id } = await params;
  const desk = await orNotFound(readDesk(id));
  const [ways, qr, keys, onPhone] = await Promise.all([
    orNotFound(readAddressWays(id)),
    qrSvg(desk.qrUrl),
    orNotFound(readDeskKeys(id)),
    orNotFound(readKeysOnPhone(id)),
  ]);
  return <DeskDetail initial={desk} ways={ways} qr={qr} keys={keys} onPhone={onPhone} />;
}
