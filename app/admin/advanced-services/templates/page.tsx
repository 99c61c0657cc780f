import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Hydrate, requestQueryClient, serverCaller, trpc } from '../../../_trpc/server.tsx';
import { TemplatesScreen } from './templates-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('title') };
}

export default async function TemplatesPage() {
  const api = await serverCaller();
  const [makes] = await Promise.all([
    api.templates.makes(),
    requestQueryClient().prefetchQuery(trpc.templates.list.queryOptions()),
  ]);
  const without = makes.filter(({ takesTemplates }) => !takesTemplates).map(({ id }) => id);
  return (
    <Hydrate>
      <TemplatesScreen without={without} />
    </Hydrate>
  );
}
