import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../../_live/first-page.ts';
import { Hydrate, requestQueryClient, trpc } from '../../../_trpc/server.tsx';
import { UsersScreen } from './users-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('title') };
}

export default async function UsersPage() {
  const query = trpc.users.list.infiniteQueryOptions({ limit: 100, search: '' }, firstPage);
  await requestQueryClient().prefetchInfiniteQuery(query);
  return (
    <Hydrate>
      <UsersScreen />
    </Hydrate>
  );
}
