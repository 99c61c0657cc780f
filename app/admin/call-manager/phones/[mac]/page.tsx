import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { macText } from '../../../../_live/mac.tsx';
import { orNotFound } from '../../../../_live/or-not-found.ts';
import { readDesk, readPhone } from '../../../../_trpc/server.tsx';
import { PhoneDetail } from './phone-detail.tsx';

type Props = { params: Promise<{ mac: string }> };

/** What is no MAC is no phone. */
async function read({ params }: Props) {
  const { mac } = await params;
  return /^[0-9a-f]{12}$/.test(mac) ? orNotFound(readPhone(mac)) : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: macText((await read(props)).mac) };
}

export default async function PhonePage(props: Props) {
  const phone = await read(props);
  const desk = phone.deskId === null ? null : await readDesk(phone.deskId);
  return <PhoneDetail initial={phone} initialDesk={desk} />;
}
