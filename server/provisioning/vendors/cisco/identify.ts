import type { Identification } from '../vendor.ts';

/** `Cisco-CP-7832-3PCC/11.0.1 (00562b043615)`; over SIP without the MAC. UNVERIFIED for the 9800s: `CP` or `DP`. */
const MULTIPLATFORM = /^Cisco-[CD]P-([a-z0-9]{3,8})(?:-3PCC)?\/([\w.-]+)(?: \(([0-9a-f]{12})\))?\s*$/i;
/** `Cisco/SPA501G-7.4.4 (8843E157DDCC)(CBT141100HR)`: MAC and serial number; one alone is the serial number. */
const SPA = /^Cisco\/([a-z0-9]{3,12})-([\w.]+)(?: \(([0-9a-f]{12})\)(?=\())?(?: ?\(\w+\))?\s*$/i;
/** `Linksys/SPA-942-6.1.5(a) (88019FA42805)`: a serial number, though it looks like a MAC. */
const LINKSYS = /^Linksys\/(SPA-?[a-z0-9]+|PAP2T)-([\w.]+(?:\(\w+\))?)(?: \(\w+\))?\s*$/i;

export function identifyCisco(userAgent: string): Identification | undefined {
  const [, model, firmware, mac] =
    MULTIPLATFORM.exec(userAgent) ?? SPA.exec(userAgent) ?? LINKSYS.exec(userAgent) ?? [];
  if (model === undefined) return undefined;
  return { vendor: 'cisco', model: plainModel(model), firmware, mac: mac?.toLowerCase() };
}

/** `CP-8851-3PCC`, `SPA-942` → `8851`, `SPA942` */
export const plainModel = (model: string): string =>
  model
    .toUpperCase()
    .replace(/^[CD]P-|-3PCC$/g, '')
    .replaceAll('-', '');
