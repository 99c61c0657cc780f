import type { PhoneConfig } from '../../phone-config.ts';
import type { ServedFile, Vendor } from '../vendor.ts';
import { element, XML_DECLARATION } from '../xml.ts';
import { polyExtras } from './extras.ts';
import { identifyPoly } from './identify.ts';
import { shapeOfPoly } from './models.ts';
import { renderPoly } from './render.ts';

/** Poly (Polycom) VVX with UC Software 5 and newer, and Edge E. */
export const poly: Vendor = {
  id: 'poly',
  identify: identifyPoly,
  shapeOf: shapeOfPoly,
  fileFor,
  takesUpload: (name) => UPLOADS.test(name),
  typedAddress: (base) => base,
  // UNVERIFIED: that option 160, which its documents name too, is read as well.
  dhcpOptions: (base) => [{ code: 66, value: `${base}${MASTER}` }],
  // With `alwaysReboot` = 0 there is no stronger form. UNVERIFIED: how long it takes, and which changes restart it.
  resyncOf: () => ({ sync: 'check-sync', reboot: undefined, usualSeconds: 60, rebootSeconds: 240 }),
  limitations: ['no-pnp', 'slow-poll'],
  extras: polyExtras,
  firmware: {
    takesFile: (name) => /^[\w-]+\.sip\.ld$/i.test(name),
    fileNameExample: '3111-48400-001.sip.ld',
  },
};

const MASTER = '000000000000.cfg';
const CONTENT_TYPE = 'text/xml; charset=utf-8';
/** Its logs, and what was changed on it: asked for, the latter are not there, so that they come to nobody else. */
const UPLOADS =
  /^[0-9a-f]{12}-(?:(?:now-)?(?:app|boot)(?:-\d+)?\.log|(?:phone|web|cloud)\.cfg|(?:directory|calls)\.xml)$/i;

/** It asks for `<mac>.cfg`, then for the master file, then for what that one names, then for what was changed on it. */
function fileFor(name: string, config: PhoneConfig): ServedFile | undefined {
  switch (name.toLowerCase()) {
    case MASTER:
      return { is: 'common', contentType: CONTENT_TYPE, text: master(config) };
    case `${config.mac}-perch.cfg`:
      return { is: 'device', contentType: CONTENT_TYPE, text: renderPoly(config) };
    default:
      return undefined;
  }
}

/**
 * A phone asks for `<part number>.sip.ld` beside the `sip.ld` that stands here, and takes it if it is of another version;
 * where nothing stands it keeps the one that it has.
 */
function master(config: PhoneConfig): string {
  const firmware = config.is === 'desk-phone' ? config.firmware : null;
  const application = element('APPLICATION', {
    APP_FILE_PATH: firmware === null ? '' : `${firmware.folder}sip.ld`,
    CONFIG_FILES: '[PHONE_MAC_ADDRESS]-perch.cfg',
    MISC_FILES: '',
    LOG_FILE_DIRECTORY: '',
    OVERRIDES_DIRECTORY: '',
    CONTACTS_DIRECTORY: '',
    LICENSE_DIRECTORY: '',
  });
  return `${XML_DECLARATION}\n${application}\n`;
}
