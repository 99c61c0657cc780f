import type { Metadata } from 'next';
import { orNotFound } from '../../../../_live/or-not-found.ts';
import { readUser, readUserKeys } from '../../../../_trpc/server.tsx';
import { UserDetail } from './user-detail.tsx';

type Props = { params: Promise<{ extension: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, extension } = await orNotFound(readUser((await params).extension));
  return { title: `${name} (${extension})` };
}

export default async function UserPage({ params }: Props) {
  const { extension } = await params;
  const user = await orNotFound(readUser(extension));
  return <UserDetail initial={user} keys={await orNotFound(readUserKeys(extension))} />;
}
