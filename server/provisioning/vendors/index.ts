import type { Vendor } from './vendor.ts';
import { yealink } from './yealink/yealink.ts';

/** The makers whose phones can be provisioned. */
const VENDORS: Readonly<Record<string, Vendor>> = { yealink };

export const vendors: readonly Vendor[] = Object.values(VENDORS);

export const vendorById = (id: string): Vendor | undefined =>
  Object.hasOwn(VENDORS, id) ? VENDORS[id] : undefined;

/** How a maker's phones are told to look again; undefined for one that cannot be told. */
export const resyncOf = (id: string): Vendor['resync'] | undefined => vendorById(id)?.resync;
