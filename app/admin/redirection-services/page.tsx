import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../_live/first-page.ts';
import { Hydrate, requestQueryClient, serverCaller, trpc } from '../../_trpc/server.tsx';
import { ServicesScreen } from './services-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('redirection'))('title') };
}

export default async function RedirectionServicesPage() {
  const api = await serverCaller();
  const differences = trpc.rps.differences.infiniteQueryOptions({ limit: 100 }, firstPage);
  const [services] = await Promise.all([
    api.rps.services(),
    requestQueryClient().prefetchQuery(trpc.rps.accounts.queryOptions()),
    requestQueryClient().prefetchInfiniteQuery(differences),
  ]);
  return (
    <Hydrate>
      <ServicesScreen services={services} />
    </Hydrate>
  );
}
