import type { ServedFile, Vendor } from '../vendor.ts';
import { renderBootstrapYealink } from './bootstrap.ts';
import { yealinkExtras } from './extras.ts';
import { identifyYealink } from './identify.ts';
import { shapeOfYealink } from './models.ts';
import { renderYealink } from './render.ts';
import { renderWaitingYealink } from './waiting.ts';

/** Yealink SIP-T and CP phones, firmware 80 and newer. */
export const yealink: Vendor = {
  id: 'yealink',
  identify: identifyYealink,
  shapeOf: shapeOfYealink,
  fileFor: (name, config) => ownFile(name, config, renderYealink),
  waitingFileFor: (name, phone) => ownFile(name, phone, renderWaitingYealink),
  bootstrapFileFor: (name, phone) => ownFile(name, phone, renderBootstrapYealink),
  typedAddress: (base) => base,
  dhcpOptions: (base) => [
    { code: 66, value: base },
    { code: 43, vendorClass: 'yealink', value: base },
  ],
  // `sip.notify_reboot_enable = 0`, which the first file sets, makes `reboot=false` be obeyed.
  resyncOf: () => ({
    sync: 'check-sync;reboot=false',
    reboot: 'check-sync;reboot=true',
    usualSeconds: 15,
    rebootSeconds: 180,
  }),
  // `Action URI`: newer firmware has HTTPS only, some T4 phones HTTP only.
  webTrigger: (host) => [
    { method: 'GET', url: `https://${host}/servlet?key=AutoP` },
    { method: 'GET', url: `http://${host}/servlet?key=AutoP` },
  ],
  limitations: [],
  firmware: {
    takesFile: (name) => /\.rom$/i.test(name),
    fileNameExample: 'T54W(T57W,T53W,T53)-96.86.0.45.rom',
  },
  extras: yealinkExtras,
};

/** `<mac>.boot`, `y000000000000.boot` and the model's common file are not there; everything is in `<mac>.cfg`. */
function ownFile<Phone extends { mac: string }>(
  name: string,
  phone: Phone,
  render: (phone: Phone) => string,
): ServedFile | undefined {
  if (name.toLowerCase() !== `${phone.mac}.cfg`) return undefined;
  return { is: 'device', contentType: 'text/plain; charset=utf-8', text: render(phone) };
}
