import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Hydrate, requestQueryClient, serverCaller, trpc } from '../../_trpc/server.tsx';
import { ServicesScreen } from './services-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('redirection'))('title') };
}

export default async function RedirectionServicesPage() {
  const api = await serverCaller();
  const [services] = await Promise.all([
    api.rps.services(),
    requestQueryClient().prefetchQuery(trpc.rps.accounts.queryOptions()),
  ]);
  return (
    <Hydrate>
      <ServicesScreen services={services} />
    </Hydrate>
  );
}
