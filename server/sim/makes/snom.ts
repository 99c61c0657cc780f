import type { SimMake } from './make.ts';
import { fetchSnomSettings, snomDialect, snomFirmwareUrl } from './snom-settings.ts';

/** A Snom of firmware 10, after its maker's wiki. */
export const simSnom: SimMake = {
  vendor: 'snom',
  model: 'D785',
  firmware: '10.1.184.15',
  name: 'Snom D785',
  httpUserAgent: ({ mac, model, firmware }) =>
    `Mozilla/4.0 (compatible; snom${model}-SIP ${firmware} 2010.12-00004-g9ba52f5 ${mac.toUpperCase()} SXM:0 UXM:0)`,
  sipUserAgent: ({ model, firmware }) => `snom${model}/${firmware}`,
  pnp: {
    requestUri: (mac) => `sip:MAC%3a${mac.toUpperCase()}@intern.snom.de`,
    event: ({ model, firmware }) =>
      `ua-profile;profile-type="device";vendor="snom";model="snom${model}";version="${firmware}"`,
  },
  // It compares nothing: what a file says is taken again each time.
  fetch: (files) => fetchSnomSettings(files, { modelFile: `snom${files.phone.model}` }),
  firmwareUrl: snomFirmwareUrl,
  ...snomDialect,
};
