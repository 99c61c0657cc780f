import type { PhoneConfig } from '../../phone-config.ts';
import type { ServedFile, Vendor } from '../vendor.ts';
import { auerswaldExtras } from './extras.ts';
import { identifyAuerswald } from './identify.ts';
import { shapeOfAuerswald } from './models.ts';
import { renderAuerswald } from './render.ts';

/** COMfortel D-100 to D-600, which are sold as Auerswald's and as FONtevo's. */
export const auerswald: Vendor = {
  id: 'auerswald',
  identify: identifyAuerswald,
  shapeOf: shapeOfAuerswald,
  fileFor,
  typedAddress: (base) => base,
  dhcpOptions: (base) => [{ code: 66, value: base }],
  // What would restart it is not known.
  resyncOf: () => ({ sync: 'check-sync', reboot: undefined, usualSeconds: 15, rebootSeconds: 180 }),
  // A way by multicast exists that is the maker's own; what its phones say by it is not known.
  limitations: ['no-pnp', 'slow-poll'],
  keepsAdminPassword: true,
  extras: auerswaldExtras,
};

/** It asks for the address that it was told, in which it writes its MAC where that says `<MACADR>`, and for nothing beside it. */
function fileFor(name: string, config: PhoneConfig): ServedFile | undefined {
  if (name !== '' && name.toLowerCase() !== `${config.mac}.xml`) return undefined;
  return { is: 'device', contentType: 'text/xml; charset=utf-8', text: renderAuerswald(config) };
}
