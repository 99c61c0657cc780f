import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ImportScreen } from './import-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('deskImport'))('title') };
}

export default function ImportPage() {
  return <ImportScreen />;
}
