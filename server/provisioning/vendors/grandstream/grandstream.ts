import type { ServedFile, Vendor } from '../vendor.ts';
import { renderBootstrapGrandstream } from './bootstrap.ts';
import { grandstreamExtras } from './extras.ts';
import { identifyGrandstream } from './identify.ts';
import { shapeOfGrandstream } from './models.ts';
import { renderGrandstream } from './render.ts';
import { withoutScheme } from './server-path.ts';
import { renderWaitingGrandstream } from './waiting.ts';

/** GXP and GRP phones, and the HT80x adapters as far as an analogue telephone goes. */
export const grandstream: Vendor = {
  id: 'grandstream',
  identify: identifyGrandstream,
  shapeOf: shapeOfGrandstream,
  fileFor: (name, config) => ownFile(name, config, renderGrandstream),
  waitingFileFor: (name, phone) => ownFile(name, phone, renderWaitingGrandstream),
  bootstrapFileFor: (name, phone) =>
    shapeOfGrandstream(phone.model).dialect === 'adapter'
      ? undefined
      : ownFile(name, phone, renderBootstrapGrandstream),
  showsText: ({ model }) => shapeOfGrandstream(model).dialect !== 'adapter',
  typedAddress: withoutScheme,
  // A folder, which must end in a slash.
  dhcpOptions: (base) => [
    { code: 66, value: base },
    { code: 160, value: base },
  ],
  resyncOf: () => ({
    sync: 'resync',
    reboot: 'check-sync;reboot=true',
    usualSeconds: 15,
    rebootSeconds: 180,
  }),
  limitations: ['slow-poll'],
  // The name says which models a file is for, and a phone asks for its own.
  firmware: { takesFile: (name) => /^[a-z0-9_-]+fw\.bin$/i.test(name), fileNameExample: 'grp2614fw.bin' },
  extras: grandstreamExtras,
};

/**
 * Asked for in this order: `cfg<mac>` (or `cfg<mac>.bin`, a form of the maker's own), `cfg<mac>.xml`, `cfg<model>.xml`,
 * `cfg.xml`.
 */
function ownFile<Phone extends { mac: string }>(
  name: string,
  phone: Phone,
  render: (phone: Phone) => string,
): ServedFile | undefined {
  if (name.toLowerCase() !== `cfg${phone.mac}.xml`) return undefined;
  return { is: 'device', contentType: 'text/xml; charset=utf-8', text: render(phone) };
}
