import type { PhoneSettings, Reaction, SimMake } from './make.ts';
import { fetchSnomSettings, snomAccount, snomKeys, snomProvisioning } from './snom-settings.ts';

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
  provisioningOf: snomProvisioning,
  accountOf: snomAccount,
  keysOf: snomKeys,
  reactionTo: reactionToCheckSync,
  challengesNotify: (settings) => settings.get('challenge_checksync') === 'on',
  busyRetryMs: 0,
};

/** Only `reboot=false` keeps it from restarting, and then only if no changed setting is to restart it. */
function reactionToCheckSync(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync/i.test(event)) return 'unknown-event';
  if (!/;\s*reboot\s*=\s*false/i.test(event)) return 'reboot';
  return settings.get('auto_reboot_on_setting_change') === 'on' ? 'reboot' : 'look';
}
