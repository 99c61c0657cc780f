import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { orNotFound } from '../../../../../_live/or-not-found.ts';
import { readDesk } from '../../../../../_trpc/server.tsx';
import { PageHeader } from '../../../../../_ui/page-header.tsx';
import { BeyondPdf } from '../../label/beyond-pdf.tsx';
import { DeskLabel } from '../../label/desk-label.tsx';
import { LabelActions } from '../../label/label-actions.tsx';
import { labelWords } from '../../label/label-words.ts';
import { UnlastingAddress } from '../../label/unlasting-address.tsx';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const desk = await orNotFound(readDesk((await params).id));
  return { title: (await getTranslations('labels'))('title', { name: desk.displayName }) };
}

export default async function LabelPage({ params }: Props) {
  const { id } = await params;
  const words = await getTranslations('labels');
  const desk = await orNotFound(readDesk(id));
  return (
    <>
      <div className="not-printed">
        <PageHeader title={words('title', { name: desk.displayName })} text={words('text')} />
        <UnlastingAddress />
        <BeyondPdf names={[desk.displayName]} />
        <LabelActions address={`/admin/advanced-services/hot-desking/${id}/label.pdf`} />
      </div>
      <DeskLabel desk={desk} words={await labelWords()} />
    </>
  );
}
