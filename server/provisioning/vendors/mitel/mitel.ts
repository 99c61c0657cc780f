import type { PhoneConfig } from '../../phone-config.ts';
import type { ServedFile, Vendor } from '../vendor.ts';
import { mitelExtras } from './extras.ts';
import { identifyMitel } from './identify.ts';
import { shapeOfMitel } from './models.ts';
import { commonFile, digitsOf, renderMitel } from './render.ts';

const TEXT = 'text/plain; charset=utf-8';

/** A phone puts a slash between the folder and the names of its files. */
const folder = (base: string): string => base.replace(/\/$/, '');

/** Mitel 68xx and 69xx with SIP, and the Aastra 67xx and 9xxx before them, firmware 3.3 and newer. */
export const mitel: Vendor = {
  id: 'mitel',
  identify: identifyMitel,
  shapeOf: shapeOfMitel,
  fileFor,
  takesUpload,
  typedAddress: folder,
  // Option 60 goes on with the model: `AastraIPPhone6867i`.
  dhcpOptions: (base) => [
    { code: 43, subOption: 2, vendorClass: 'AastraIPPhone', value: folder(base) },
    { code: 43, subOption: 2, vendorClass: 'MitelIPPhone', value: folder(base) },
    { code: 66, value: folder(base) },
  ],
  // UNVERIFIED: by what is told of it, `check-sync` compares the files and restarts where one has changed.
  resyncOf: () => ({
    sync: 'check-sync',
    reboot: 'check-sync;reboot=true',
    usualSeconds: 120,
    rebootSeconds: 180,
  }),
  limitations: ['restarts-to-change', 'no-pnp', 'slow-poll'],
  extras: mitelExtras,
  adminPasswordOf: digitsOf,
};

/** `startup.cfg` (`aastra.cfg` until 4.1), then `<model>.cfg`, of which there is none, then `<MAC>.cfg`. */
function fileFor(name: string, config: PhoneConfig): ServedFile | undefined {
  switch (name.toLowerCase()) {
    case 'aastra.cfg':
    case 'startup.cfg':
      return { is: 'common', contentType: TEXT, text: commonFile() };
    case `${config.mac}.cfg`:
      return { is: 'device', contentType: TEXT, text: renderMitel(config) };
    default:
      return undefined;
  }
}

/** What somebody changed on the phone, logs and what is left of a crash; none of it comes back. UNVERIFIED: the names. */
function takesUpload(name: string): boolean {
  return /^[0-9a-f]{12}[\w.-]{0,60}$/i.test(name) && !/^[0-9a-f]{12}\.cfg$/i.test(name);
}
