import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../../../_trpc/server.tsx';
import { TellingScreen } from './telling-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('phoneWeb'))('title') };
}

export default async function TellingPage() {
  return <TellingScreen initial={await (await serverCaller()).phoneWeb.get()} />;
}
