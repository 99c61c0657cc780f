import type { Metadata } from 'next';
import { orNotFound } from '../../../../../_live/or-not-found.ts';
import { serverCaller } from '../../../../../_trpc/server.tsx';
import { EditDesk } from './edit-desk.tsx';

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: 'Hot Desking' };

export default async function EditDeskPage({ params }: Props) {
  const { id } = await params;
  return <EditDesk desk={await orNotFound((await serverCaller()).desks.get({ id }))} />;
}
