import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Hydrate, requestQueryClient, trpc } from '../_trpc/server.tsx';
import { OverviewScreen } from './overview-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

export default async function OverviewPage() {
  await requestQueryClient().prefetchQuery(trpc.installation.overview.queryOptions());
  return (
    <Hydrate>
      <OverviewScreen />
    </Hydrate>
  );
}
