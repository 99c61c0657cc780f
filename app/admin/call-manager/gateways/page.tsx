import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../../_live/first-page.ts';
import { Hydrate, requestQueryClient, trpc } from '../../../_trpc/server.tsx';
import { GatewaysScreen } from './gateways-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('gateways'))('title') };
}

export default async function GatewaysPage() {
  const query = trpc.gateways.list.infiniteQueryOptions({ limit: 100 }, firstPage);
  await requestQueryClient().prefetchInfiniteQuery(query);
  return (
    <Hydrate>
      <GatewaysScreen />
    </Hydrate>
  );
}
