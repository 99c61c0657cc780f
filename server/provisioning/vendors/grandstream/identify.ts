import type { Identification } from '../vendor.ts';

const FORMS: readonly RegExp[] = [
  /** `Grandstream Model HW HT801 V1.1A SW 1.0.17.5 DevId c074ad273a10`; the hardware's version may be missing. */
  /^Grandstream Model HW ([\w-]{1,30})(?: +V[\w.-]{1,20})? +SW ([\w.-]{1,30}) +DevId ([0-9a-f]{12})\s*$/i,
  /** `Grandstream GXP2000 (gxp2000e.bin:1.2.5.3/boot55e.bin:1.1.6.9) DevId 000b822726c8` */
  /^Grandstream ([\w-]{1,30}) \([^:()]{1,40}:([\d.]{1,20})[^()]{0,60}\) DevId ([0-9a-f]{12})\s*$/i,
  /** As it says over SIP: `Grandstream GRP2612W 1.0.5.67`. */
  /^Grandstream ([\w-]{1,30}) (\d{1,3}(?:\.\d{1,3}){1,4})\s*$/i,
];

export function identifyGrandstream(userAgent: string): Identification | undefined {
  for (const form of FORMS) {
    const [, model, firmware, mac] = form.exec(userAgent) ?? [];
    if (model !== undefined) return { vendor: 'grandstream', model, firmware, mac: mac?.toLowerCase() };
  }
  return undefined;
}
