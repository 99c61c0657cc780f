import type { KnowExtras } from '#server/hotdesk/extra-findings.ts';
import { vendorById } from './vendors/index.ts';

/** What the domain is told of a maker's settings. */
export const extraRules: KnowExtras = (vendor) => vendorById(vendor)?.extras;
