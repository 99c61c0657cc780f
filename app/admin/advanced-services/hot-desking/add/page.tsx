import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddDesk } from './add-desk.tsx';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('deskForm'))('addTitle') };
}

export default async function AddDeskPage({ searchParams }: Props) {
  const query = await searchParams;
  const read = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value : '';
  };
  return <AddDesk phone={{ mac: read('mac'), vendor: read('vendor'), model: read('model') }} />;
}
