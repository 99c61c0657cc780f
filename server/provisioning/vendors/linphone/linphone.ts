import type { PhoneConfig } from '../../phone-config.ts';
import type { ServedFile, Vendor } from '../vendor.ts';
import { linphoneExtras } from './extras.ts';
import { identifyLinphone } from './identify.ts';
import { renderLinphone } from './render.ts';

/** Linphone, the software phone, by its remote provisioning. */
export const linphone: Vendor = {
  id: 'linphone',
  identify: identifyLinphone,
  shapeOf: () => ({ family: 'Linphone', isKnown: true, keys: 0, keysPerPage: 1 }),
  fileFor,
  typedAddress: (base) => base,
  dhcpOptions: () => [],
  // It answers 200 and does nothing: it looks when it is started.
  resyncOf: () => ({ sync: 'check-sync', reboot: undefined, usualSeconds: 60, rebootSeconds: 60 }),
  limitations: ['only-at-start', 'no-keys', 'no-pnp'],
  extras: linphoneExtras,
};

/** It asks for the address that it was told, and for nothing beside it. */
function fileFor(name: string, config: PhoneConfig): ServedFile | undefined {
  if (name !== '' && name.toLowerCase() !== `${config.mac}.xml`) return undefined;
  return { is: 'device', contentType: 'application/xml; charset=utf-8', text: renderLinphone(config) };
}
