import type { Identification } from '../vendor.ts';

const FORMS: readonly RegExp[] = [
  /** `ALE M3-CE 2.11.01.1604 3c28a620089e`; what follows the model is where it was sold. */
  /^ALE ([a-z0-9]{1,12})(?:-[a-z]{2,3})? (\d{1,4}(?:\.\d{1,4}){2,5})(?: ([0-9a-f]{12}))?\s*$/i,
  /** `Alcatel IP Touch 4028/2.01.20`, which has no MAC. */
  /^Alcatel IP Touch (\d{4}\w{0,4})\/(\d{1,4}(?:\.\d{1,4}){1,5})()\s*$/i,
];

export function identifyAle(userAgent: string): Identification | undefined {
  for (const form of FORMS) {
    const [, model, firmware, mac] = form.exec(userAgent) ?? [];
    if (model !== undefined) return { vendor: 'ale', model, firmware, mac: mac?.toLowerCase() || undefined };
  }
  return undefined;
}
