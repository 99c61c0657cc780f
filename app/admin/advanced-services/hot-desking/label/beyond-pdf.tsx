import { getTranslations } from 'next-intl/server';
import { Notice } from '../../../../_ui/notice.tsx';
import { namesBeyondPdf } from './label-fonts.ts';

/** Which names a PDF cannot print, before anybody has printed it. The page itself has the fonts of the computer. */
export async function BeyondPdf({ names }: { names: readonly string[] }) {
  const lacking = await namesBeyondPdf(names);
  if (lacking.length === 0) return null;
  const words = await getTranslations('labels');
  return (
    <Notice kind="info" title={words('beyondPdf')} className="mb-6">
      {words('beyondPdfText', { names: lacking.join(', ') })}
    </Notice>
  );
}
