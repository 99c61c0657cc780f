import { qrSvg } from '../../../../_live/qr.ts';
import type { Desk } from '../../../../_live/shapes.ts';
import { Mark } from '../../../../_ui/logo.tsx';
import type { LabelWords } from './label-words.ts';

/** The label as it is stuck on the desk: always dark on white. */
export async function DeskLabel({ desk, words }: { desk: Desk; words: LabelWords }) {
  return (
    <article className="mx-auto w-full max-w-sm break-inside-avoid rounded-3xl border border-[#c9cec9] bg-white p-7 text-center text-[#16211f]">
      <div className="flex items-center justify-center gap-2">
        <Mark className="size-8" />
        <span className="text-xl font-bold tracking-tight">Perch</span>
      </div>
      {/* biome-ignore lint/performance/noImgElement: a drawing of some hundred bytes in the page itself */}
      <img src={await qrSvg(desk.qrUrl)} alt={desk.qrUrl} className="mx-auto my-2 w-64" />
      <p className="text-3xl font-bold tracking-tight text-balance wrap-anywhere hyphens-auto">
        {desk.displayName}
      </p>
      <p className="mt-2 text-lg font-semibold text-balance">{words.instruction}</p>
      <p className="text-balance text-[#57635f]">{words.steps}</p>
      {words.dial !== undefined && <p className="mt-3 text-sm text-balance text-[#57635f]">{words.dial}</p>}
    </article>
  );
}
