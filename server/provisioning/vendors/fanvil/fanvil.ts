import type { ServedFile, Vendor } from '../vendor.ts';
import { fanvilExtras } from './extras.ts';
import { firmwareDescription } from './firmware.ts';
import { identifyFanvil } from './identify.ts';
import { shapeOfFanvil } from './models.ts';
import { renderFanvil } from './render.ts';
import { renderWaitingFanvil } from './waiting.ts';

/** Fanvil X and V phones that read `sysConf` files: firmware 2.2.10 and newer. */
export const fanvil: Vendor = {
  id: 'fanvil',
  identify: identifyFanvil,
  shapeOf: shapeOfFanvil,
  fileFor: (name, config) => ownFile(name, config, renderFanvil),
  waitingFileFor: (name, phone) => ownFile(name, phone, renderWaitingFanvil),
  typedAddress: (base) => base,
  dhcpOptions: (base) => [
    { code: 66, value: `${base}$mac.cfg` },
    { code: 43, value: `${base}$mac.cfg` },
  ],
  // `sip/NotifyReboot` = 0, which the first file sets, makes the first one be obeyed without a restart.
  resyncOf: () => ({
    sync: 'check-sync',
    reboot: 'check-sync;reboot=true',
    usualSeconds: 20,
    rebootSeconds: 180,
  }),
  // `Autoprovision Now` of its page. UNVERIFIED: which builds have it without `.com`.
  webTrigger: (host) => [
    { method: 'POST', url: `https://${host}/cgi-bin/ConfigManApp.com`, body: 'key=Autoprovision' },
    { method: 'POST', url: `http://${host}/cgi-bin/ConfigManApp.com`, body: 'key=Autoprovision' },
  ],
  limitations: ['slow-poll'],
  firmware: {
    takesFile: (name) => /\.(?:z|zip|bin)$/i.test(name),
    fileNameExample: 'X4U-2.12.16.17.z',
    besideFile: firmwareDescription,
  },
  extras: fanvilExtras,
};

/** `F00000000000.boot`, `<mac>.boot` and the model's common file are not there; everything is in `<mac>.cfg`. */
function ownFile<Phone extends { mac: string }>(
  name: string,
  phone: Phone,
  render: (phone: Phone) => string,
): ServedFile | undefined {
  if (name.toLowerCase() !== `${phone.mac}.cfg`) return undefined;
  return { is: 'device', contentType: 'text/plain; charset=utf-8', text: render(phone) };
}
