import type { SimMake } from './make.ts';
import { fetchSnomSettings, snomDialect } from './snom-settings.ts';

/** A Gigaset P phone, after its maker's wiki: it reads Snom's settings. */
export const simGigaset: SimMake = {
  vendor: 'gigaset',
  model: 'P850',
  firmware: '3.15.11',
  name: 'Gigaset P850',
  // UNVERIFIED, as is what it calls itself in SIP.
  httpUserAgent: ({ mac, model, firmware }) =>
    `Mozilla/4.0 (compatible; Gigaset${model}-SIP ${firmware} ${mac.toUpperCase()})`,
  sipUserAgent: ({ model, firmware }) => `Gigaset ${model}/${firmware}`,
  pnp: {
    requestUri: (mac) => `sip:MAC%3a${mac.toUpperCase()}@local`,
    event: ({ model, firmware }) =>
      `ua-profile;profile-type="device";vendor="Gigaset";model="${model}";version="${firmware}"`,
  },
  fetch: (files) => fetchSnomSettings(files, { modelFile: `gigaset${files.phone.model}` }),
  ...snomDialect,
};
