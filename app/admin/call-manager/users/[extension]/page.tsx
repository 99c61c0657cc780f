import type { Metadata } from 'next';
import { orNotFound } from '../../../../_live/or-not-found.ts';
import { serverCaller } from '../../../../_trpc/server.tsx';
import { UserDetail } from './user-detail.tsx';

type Props = { params: Promise<{ extension: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).extension };
}

export default async function UserPage({ params }: Props) {
  const { extension } = await params;
  const user = await orNotFound((await serverCaller()).users.get({ extension }));
  return <UserDetail initial={user} />;
}
