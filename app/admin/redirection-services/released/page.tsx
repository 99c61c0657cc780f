import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../../_live/first-page.ts';
import { Hydrate, requestQueryClient, serverCaller, trpc } from '../../../_trpc/server.tsx';
import { ReleasedScreen } from './released-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rpsReleased'))('title') };
}

export default async function ReleasedPhonesPage() {
  const query = trpc.rps.releases.infiniteQueryOptions({ limit: 100 }, firstPage);
  const api = await serverCaller();
  const [account] = await Promise.all([api.account.me(), requestQueryClient().prefetchInfiniteQuery(query)]);
  return (
    <Hydrate>
      <ReleasedScreen organisation={account?.organisation ?? ''} />
    </Hydrate>
  );
}
