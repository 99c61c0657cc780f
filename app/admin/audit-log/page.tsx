import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { firstPage } from '../../_live/first-page.ts';
import { Hydrate, requestQueryClient, trpc } from '../../_trpc/server.tsx';
import { AuditScreen } from './audit-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

export default async function AuditPage() {
  const query = trpc.audit.list.infiniteQueryOptions({ limit: 100, search: '' }, firstPage);
  await requestQueryClient().prefetchInfiniteQuery(query);
  return (
    <Hydrate>
      <AuditScreen />
    </Hydrate>
  );
}
