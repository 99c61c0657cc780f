import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Hydrate, requestQueryClient, trpc } from '../_trpc/server.tsx';
import { DESKS_SHOWN } from './overview/desks-shown.ts';
import { OverviewScreen } from './overview-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') };
}

export default async function OverviewPage() {
  await Promise.all([
    requestQueryClient().prefetchQuery(trpc.installation.overview.queryOptions()),
    requestQueryClient().prefetchQuery(trpc.desks.list.queryOptions({ limit: DESKS_SHOWN })),
  ]);
  return (
    <Hydrate>
      <OverviewScreen />
    </Hydrate>
  );
}
