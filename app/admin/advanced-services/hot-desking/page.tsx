import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../../_live/first-page.ts';
import { Hydrate, requestQueryClient, trpc } from '../../../_trpc/server.tsx';
import { DesksScreen } from './desks-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desks'))('title') };
}

export default async function HotDeskingPage() {
  const query = trpc.desks.list.infiniteQueryOptions({ limit: 100, search: '' }, firstPage);
  await requestQueryClient().prefetchInfiniteQuery(query);
  return (
    <Hydrate>
      <DesksScreen />
    </Hydrate>
  );
}
