import { srapsKind } from '../../sraps/provider.ts';

/** Snom's Secure Redirection and Provisioning Service, REST (facts §3.1). */
export const snomSraps = srapsKind({
  ...{ id: 'snom-sraps', vendor: 'snom' },
  ...{ address: 'https://api.sraps.snom.com/api/v1', linkSetting: 'setting_server' },
});
