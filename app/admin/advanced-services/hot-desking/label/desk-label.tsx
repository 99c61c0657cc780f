import { getTranslations } from 'next-intl/server';
import { qrSvg } from '../../../../_live/qr.ts';
import type { Desk } from '../../../../_live/shapes.ts';
import { Mark } from '../../../../_ui/logo.tsx';

/** The label as it is stuck on the desk: always dark on white. */
export async function DeskLabel({ desk }: { desk: Desk }) {
  const words = await getTranslations('labels');
  return (
    <article className="mx-auto w-full max-w-sm break-inside-avoid rounded-3xl border border-[#c9cec9] bg-white p-7 text-center text-[#16211f]">
      <div className="flex items-center justify-center gap-2">
        <Mark className="size-8" />
        <span className="text-xl font-bold tracking-tight">Perch</span>
      </div>
      {/* biome-ignore lint/performance/noImgElement: a drawing of some hundred bytes in the page itself */}
      <img src={await qrSvg(desk.qrUrl)} alt={desk.qrUrl} className="mx-auto my-2 w-64" />
      <p className="text-3xl font-bold tracking-tight text-balance">{desk.displayName}</p>
      <p className="mt-2 text-lg font-semibold">{words('instruction')}</p>
      <p className="text-[#57635f]">{words('instructionSteps')}</p>
      <p className="mt-3 text-sm text-[#57635f]">{words('dial', { code: '*70', logOut: '*71' })}</p>
    </article>
  );
}
