import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Hydrate, requestQueryClient, trpc } from '../../../_trpc/server.tsx';
import { TemplatesScreen } from './templates-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('title') };
}

export default async function TemplatesPage() {
  await requestQueryClient().prefetchQuery(trpc.templates.list.queryOptions());
  return (
    <Hydrate>
      <TemplatesScreen />
    </Hydrate>
  );
}
