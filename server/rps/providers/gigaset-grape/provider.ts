import { srapsKind } from '../../sraps/provider.ts';

/**
 * Gigaset's GRAPE, which speaks as Snom's SRAPS does (facts §7; C1, from one client that only registers). That phones are looked up
 * and removed as there is UNVERIFIED.
 */
export const gigasetGrape = srapsKind({
  ...{ id: 'gigaset-grape', vendor: 'gigaset' },
  ...{ address: 'https://api.grape.gigaset.net/api/v1', linkSetting: 'ProvisioningServer' },
});
