import type { Vendor } from '../vendor.ts';
import { identifyYealink } from './identify.ts';
import { renderYealink } from './render.ts';

/** Yealink SIP-T and CP phones, firmware 80 and newer. */
export const yealink: Vendor = {
  id: 'yealink',
  identify: identifyYealink,
  deviceFile: (config) => ({
    name: `${config.mac}.cfg`,
    contentType: 'text/plain; charset=utf-8',
    text: renderYealink(config),
  }),
  // `sip.notify_reboot_enable = 0`, which the first file sets, makes `reboot=false` be obeyed.
  resync: { sync: 'check-sync;reboot=false', reboot: 'check-sync;reboot=true', usualSeconds: 15 },
};
