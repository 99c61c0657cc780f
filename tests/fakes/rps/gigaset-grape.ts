import { type SrapsOptions, type SrapsStandIn, startSraps } from './snom-sraps.ts';

/** Gigaset's GRAPE (facts §7): as Snom's SRAPS, with another setting for the link. */
export const startGrape = (options: SrapsOptions = {}): Promise<SrapsStandIn> =>
  startSraps({ ...options, linkSetting: 'ProvisioningServer' });
