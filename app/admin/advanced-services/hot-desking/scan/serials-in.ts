import { macsIn } from './macs-in.ts';

/** `S/N: 3146…`, `SN=…`, `"serialNumber":"…"`, `Seriennummer …`. */
const MARKED =
  /(?<![0-9a-z])(?:s\/n["'\s:=#.]*|(?:sn|serial(?:[\s_-]*(?:number|no|nr|num))?|seriennummer)["'\s:=#.]+)([0-9a-z][0-9a-z-]{4,39})(?![0-9a-z-])/gi;

/** What a text calls the serial number. */
export const markedSerials = (text: string): string[] =>
  [...text.matchAll(MARKED)].flatMap(([, serial]) => serial ?? []);

/** No maker says how its serial numbers are made: long, and not a name. */
const PLAUSIBLE = /^(?=(?:.*\d){4})[0-9a-z][0-9a-z-]{7,39}$/i;

/** What may be a serial number, of a code that does not say what anything in it is: all of it, or the parts of a plain list. */
export function unmarkedSerials(text: string): string[] {
  if (/[:={}/]/.test(text)) return [];
  return text
    .split(/[\s,;|]+/)
    .filter((part) => PLAUSIBLE.test(part) && !macsIn(part).some(({ isSure }) => isSure));
}
