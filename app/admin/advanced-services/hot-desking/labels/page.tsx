import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { allDesks } from '../label/all-desks.ts';
import { DeskLabel } from '../label/desk-label.tsx';
import { LabelActions } from '../label/label-actions.tsx';
import { UnlastingAddress } from '../label/unlasting-address.tsx';

export const metadata: Metadata = { title: 'Labels' };

export default async function LabelsPage() {
  const words = await getTranslations('labels');
  const desks = await allDesks();
  return (
    <>
      <div className="not-printed">
        <PageHeader title={words('allTitle')} text={words('text')} />
        <UnlastingAddress />
        <LabelActions address="/admin/advanced-services/hot-desking/labels.pdf" />
      </div>
      <div className="grid gap-6 md:grid-cols-2 print:grid-cols-2">
        {desks.map((desk) => (
          <DeskLabel key={desk.id} desk={desk} />
        ))}
      </div>
    </>
  );
}
