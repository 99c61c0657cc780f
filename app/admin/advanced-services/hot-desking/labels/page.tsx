import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Notice } from '../../../../_ui/notice.tsx';
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

/** A page is drawn in one go, in a process that also answers phones; a PDF label by label. */
const DRAWN_MAX = 200;

export default async function LabelsPage() {
  const words = await getTranslations('labels');
  const desks = await allDesks();
  const onLabels = await labelWords();
  const drawn = desks.slice(0, DRAWN_MAX);
  return (
    <>
      <div className="not-printed">
        <PageHeader title={words('allTitle')} text={words('text')} />
        <UnlastingAddress />
        <BeyondPdf names={desks.map(({ displayName }) => displayName)} />
        {drawn.length < desks.length && (
          <Notice kind="info" className="mb-6">
            {words('onlyFirst', { drawn: drawn.length, count: desks.length })}
          </Notice>
        )}
        <LabelActions address="/admin/advanced-services/hot-desking/labels.pdf" />
      </div>
      <div className="grid gap-6 md:grid-cols-2 print:grid-cols-2">
        {drawn.map((desk) => (
          <DeskLabel key={desk.id} desk={desk} words={onLabels} />
        ))}
      </div>
    </>
  );
}
