import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { allDesks } from '../label/all-desks.ts';
import { BeyondPdf } from '../label/beyond-pdf.tsx';
import { DeskLabel } from '../label/desk-label.tsx';
import { LabelActions } from '../label/label-actions.tsx';
import { labelWords } from '../label/label-words.ts';
import { UnlastingAddress } from '../label/unlasting-address.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('labels'))('allTitle') };
}

export default async function LabelsPage() {
  const words = await getTranslations('labels');
  const desks = await allDesks();
  const onLabels = await labelWords();
  return (
    <>
      <div className="not-printed">
        <PageHeader title={words('allTitle')} text={words('text')} />
        <UnlastingAddress />
        <BeyondPdf names={desks.map(({ displayName }) => displayName)} />
        <LabelActions address="/admin/advanced-services/hot-desking/labels.pdf" />
      </div>
      <div className="grid gap-6 md:grid-cols-2 print:grid-cols-2">
        {desks.map((desk) => (
          <DeskLabel key={desk.id} desk={desk} words={onLabels} />
        ))}
      </div>
    </>
  );
}
