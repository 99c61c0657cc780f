import type { PhoneConfig } from '../../phone-config.ts';
import type { ServedFile, Vendor } from '../vendor.ts';
import { aleExtras } from './extras.ts';
import { identifyAle } from './identify.ts';
import { shapeOfAle } from './models.ts';
import { renderAle, renderAleCommon } from './render.ts';

/** Alcatel-Lucent Enterprise: Myriad and Halo phones, and the 80x8s in SIP mode. */
export const ale: Vendor = {
  id: 'ale',
  identify: identifyAle,
  shapeOf: shapeOfAle,
  fileFor,
  typedAddress: (base) => base,
  dhcpOptions: (base) =>
    ['aledevice', 'ictouch.0', 'alcatel.ictouch.0'].map((vendorClass) => ({
      ...{ code: 43, subOption: 66, vendorClass, value: base },
    })),
  // What would restart it is not known.
  resyncOf: () => ({ sync: 'check-sync', reboot: undefined, usualSeconds: 15, rebootSeconds: 180 }),
  // A switch for plug and play exists; what its phones say by it is not known.
  limitations: ['no-pnp', 'slow-poll'],
  extras: aleExtras,
};

const CONTENT_TYPE = 'text/xml; charset=utf-8';
const MAC_FILE = /^config\.[0-9a-f]{12}\.xml$/;
const MODEL_FILE = /^config\.[a-z0-9-]{1,30}\.xml$/;

/**
 * Asked for in turn: `config.xml`, which may be missing, `config.<model>.xml`, and `config.<mac>.xml` with the MAC in
 * either case. The model's is there, with nothing in it, as other servers have it.
 */
function fileFor(name: string, config: PhoneConfig): ServedFile | undefined {
  const file = name.toLowerCase();
  if (file === `config.${config.mac}.xml`)
    return { is: 'device', contentType: CONTENT_TYPE, text: renderAle(config) };
  if (MAC_FILE.test(file) || !MODEL_FILE.test(file)) return undefined;
  return { is: 'common', contentType: CONTENT_TYPE, text: renderAleCommon() };
}
