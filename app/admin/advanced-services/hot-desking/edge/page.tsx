import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../../../_trpc/server.tsx';
import { EdgeScreen } from './edge-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('edge'))('title') };
}

export default async function EdgePage() {
  return <EdgeScreen initial={await (await serverCaller()).edge.get()} />;
}
