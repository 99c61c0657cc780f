import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../../_live/first-page.ts';
import { Hydrate, requestQueryClient, trpc } from '../../../_trpc/server.tsx';
import { PhonesScreen } from './phones-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('phones'))('title') };
}

export default async function PhonesPage() {
  const query = trpc.phones.list.infiniteQueryOptions({ limit: 100 }, firstPage);
  await Promise.all([
    requestQueryClient().prefetchInfiniteQuery(query),
    requestQueryClient().prefetchQuery(trpc.phones.claiming.queryOptions()),
  ]);
  return (
    <Hydrate>
      <PhonesScreen />
    </Hydrate>
  );
}
