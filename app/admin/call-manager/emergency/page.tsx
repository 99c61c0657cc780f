import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../../_live/first-page.ts';
import { Hydrate, requestQueryClient, serverCaller, trpc } from '../../../_trpc/server.tsx';
import { EmergencyScreen } from './emergency-screen.tsx';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('emergency'))('title') };
}

export default async function EmergencyPage({ searchParams }: Props) {
  const api = await serverCaller();
  const calls = trpc.emergency.calls.infiniteQueryOptions({ limit: 50 }, firstPage);
  const [settings, sites, gateways] = await Promise.all([
    api.emergency.get(),
    api.emergency.sites(),
    api.gateways.list({ limit: 200 }),
    requestQueryClient().prefetchInfiniteQuery(calls),
  ]);
  return (
    <Hydrate>
      <EmergencyScreen
        settings={settings}
        sites={sites}
        gateways={gateways.items.map(({ id, name }) => ({ value: id, label: name }))}
        initial={(await searchParams)['show'] === 'calls' ? 'calls' : 'settings'}
      />
    </Hydrate>
  );
}
