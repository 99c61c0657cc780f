import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '../../../../../_live/or-not-found.ts';
import { readDesk } from '../../../../../_trpc/server.tsx';
import { EditDesk } from './edit-desk.tsx';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { displayName: name } = await orNotFound(readDesk((await params).id));
  return { title: (await getTranslations('deskForm'))('editTitle', { name }) };
}

export default async function EditDeskPage({ params }: Props) {
  const { id } = await params;
  return <EditDesk desk={await orNotFound(readDesk(id))} />;
}
