import { ale } from './ale/ale.ts';
import { auerswald } from './auerswald/auerswald.ts';
import { cisco } from './cisco/cisco.ts';
import { fanvil } from './fanvil/fanvil.ts';
import { gigaset } from './gigaset/gigaset.ts';
import { grandstream } from './grandstream/grandstream.ts';
import { htek } from './htek/htek.ts';
import { linphone } from './linphone/linphone.ts';
import { mitel } from './mitel/mitel.ts';
import { panasonic } from './panasonic/panasonic.ts';
import { poly } from './poly/poly.ts';
import { snom } from './snom/snom.ts';
import type { Resync, Vendor } from './vendor.ts';
import { yealink } from './yealink/yealink.ts';

/** The makers whose phones can be provisioned. */
const VENDORS: Readonly<Record<string, Vendor>> = {
  ale,
  auerswald,
  cisco,
  fanvil,
  gigaset,
  grandstream,
  htek,
  linphone,
  mitel,
  panasonic,
  poly,
  snom,
  yealink,
};

export const vendors: readonly Vendor[] = Object.values(VENDORS);

export const vendorById = (id: string): Vendor | undefined =>
  Object.hasOwn(VENDORS, id) ? VENDORS[id] : undefined;

/** How a phone is told to look again; undefined for a maker that cannot be told. */
export const resyncOf = (id: string, model: string | null): Resync | undefined =>
  vendorById(id)?.resyncOf(model ?? undefined);

type PhoneHeard = { mac: string; vendor?: string | undefined; model?: string | undefined };

/** Whether a phone can show a code before it has a desk. */
export function canShowCode({ vendor: id, mac, model }: PhoneHeard): boolean {
  const vendor = vendorById(id ?? '');
  return vendor?.waitingFileFor !== undefined && (vendor.showsText?.({ mac, model }) ?? true);
}

/** What plug and play tells a phone of this maker. */
export const pnpAddressOf = (id: string, base: string): string => vendorById(id)?.pnpAddress?.(base) ?? base;

/** The algorithm that a phone which says so of itself is challenged with: one a challenge, as phones want it. */
export function digestAlgorithmOf(userAgent: string | undefined): 'MD5' | 'SHA-256' {
  for (const vendor of userAgent === undefined ? [] : vendors) {
    const phone = vendor.identify(userAgent ?? '');
    if (phone !== undefined) return vendor.digestAlgorithm?.(phone) ?? 'MD5';
  }
  return 'MD5';
}
