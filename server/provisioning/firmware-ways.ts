import type { KnowFirmware } from '#server/hotdesk/firmware/store.ts';
import { vendorById } from './vendors/index.ts';

/** What the domain, which knows no maker, is told of how one's phones come by firmware. */
export const firmwareWays: KnowFirmware = (vendor) => vendorById(vendor)?.firmware;
