import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../../../_trpc/server.tsx';
import { SecurityScreen } from './security-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('phoneSecurity'))('title') };
}

export default async function SecurityPage() {
  return <SecurityScreen initial={await (await serverCaller()).phoneSecurity.get()} />;
}
