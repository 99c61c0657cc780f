import type { PhoneSettings, Reaction, SimMake } from './make.ts';
import { fetchSnomSettings, snomAccount, snomKeys, snomProvisioning } from './snom-settings.ts';

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
  provisioningOf: snomProvisioning,
  accountOf: snomAccount,
  keysOf: snomKeys,
  reactionTo: reactionToCheckSync,
  challengesNotify: (settings) => settings.get('challenge_checksync') === 'on',
  busyRetryMs: 0,
};

function reactionToCheckSync(event: string, settings: PhoneSettings): Reaction {
  if (!/^check-sync/i.test(event)) return 'unknown-event';
  if (!/;\s*reboot\s*=\s*false/i.test(event)) return 'reboot';
  return settings.get('auto_reboot_on_setting_change') === 'on' ? 'reboot' : 'look';
}
