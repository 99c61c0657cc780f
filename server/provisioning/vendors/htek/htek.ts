import type { ServedFile, Vendor } from '../vendor.ts';
import { htekExtras } from './extras.ts';
import { identifyHtek } from './identify.ts';
import { shapeOfHtek } from './models.ts';
import { renderHtek } from './render.ts';
import { renderWaitingHtek } from './waiting.ts';

/** UC8xx and UC9xx phones. */
export const htek: Vendor = {
  id: 'htek',
  identify: identifyHtek,
  shapeOf: shapeOfHtek,
  fileFor: (name, config) => ownFile(name, config, renderHtek),
  waitingFileFor: (name, phone) => ownFile(name, phone, renderWaitingHtek),
  typedAddress: (base) => base,
  dhcpOptions: (base) => [{ code: 66, value: base }],
  resyncOf: () => ({
    sync: 'resync',
    reboot: 'check-sync;reboot=true',
    usualSeconds: 15,
    // It may wait five minutes before it asks for its files.
    rebootSeconds: 420,
  }),
  // A switch for plug and play exists; what its phones say by it is not known.
  limitations: ['no-pnp', 'slow-poll'],
  extras: htekExtras,
};

/**
 * Asked for in this order: `cfg0010.xml` (the model's code), `cfg<mac>` (a form of the maker's own), `cfg<mac>.xml`. The
 * phone stops at the first that is there, so the others must not be.
 */
function ownFile<Phone extends { mac: string }>(
  name: string,
  phone: Phone,
  render: (phone: Phone) => string,
): ServedFile | undefined {
  if (name.toLowerCase() !== `cfg${phone.mac}.xml`) return undefined;
  return { is: 'device', contentType: 'text/xml; charset=utf-8', text: render(phone) };
}
