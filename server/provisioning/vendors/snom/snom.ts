import { renderBootstrapSnom } from '../../dialects/snom/bootstrap.ts';
import { snomExtras } from '../../dialects/snom/extras.ts';
import { snomFirmwareFile } from '../../dialects/snom/firmware.ts';
import { renderSnomSettings } from '../../dialects/snom/render.ts';
import { renderWaitingSnom } from '../../dialects/snom/waiting.ts';
import type { BootstrapPhone, PhoneConfig, WaitingPhone } from '../../phone-config.ts';
import type { Resync, ServedFile, Vendor } from '../vendor.ts';
import { element, XML_DECLARATION } from '../xml.ts';
import { identifySnom } from './identify.ts';
import { isDectBase, shapeOfSnom } from './models.ts';

const XML = 'text/xml; charset=utf-8';

/** The phone puts its MAC, in upper case, in the place of `{mac}`. */
const settingServer = (base: string): string => `${base}{mac}.xml`;

/** Snom D phones of firmware 10, and the 3xx and 7xx before them as far as they know the names. */
export const snom: Vendor = {
  id: 'snom',
  identify: identifySnom,
  shapeOf: shapeOfSnom,
  fileFor: (name, config) => file(name, config, settings),
  waitingFileFor: (name, phone) => file(name, phone, waitingSettings),
  bootstrapFileFor: (name, phone) =>
    isDectBase(phone.model ?? '') ? undefined : file(name, phone, bootstrapSettings),
  typedAddress: settingServer,
  pnpAddress: settingServer,
  // Option 60 goes on with the model: `snomD785`.
  dhcpOptions: (base) => [{ code: 66, vendorClass: 'snom', value: settingServer(base) }],
  resyncOf,
  limitations: [],
  firmware: {
    takesFile: (name) => /^snom.+\.(?:bin|swu)$/i.test(name),
    fileNameExample: 'snomD785-10.1.184.15-SIP-r.bin',
    besideFile: snomFirmwareFile,
  },
  extras: snomExtras,
};

function resyncOf(model: string | undefined): Resync {
  const reboot = 'check-sync;reboot=true';
  // UNVERIFIED: no form is known that a DECT base obeys without a restart.
  const isDect = isDectBase(model ?? '');
  return {
    sync: isDect ? reboot : 'check-sync;reboot=false',
    reboot,
    usualSeconds: isDect ? 180 : 15,
    rebootSeconds: 180,
  };
}

/**
 * A phone that was given only a folder asks for `snom<model>.htm`, of which there is none, and for
 * `snom<model>-<MAC>.htm`, which leads to `<MAC>.xml`. One that has that address asks for it alone.
 */
function file<Phone extends Asking>(
  name: string,
  phone: Phone,
  render: (phone: Phone) => string,
): ServedFile | undefined {
  const asked = name.toLowerCase();
  if (asked === '' || asked === `${phone.mac}.xml`)
    return { is: 'device', contentType: XML, text: render(phone) };
  const isList = /^snom[a-z0-9]{1,20}-([0-9a-f]{12})\.htm$/.exec(asked)?.[1] === phone.mac;
  return isList ? { is: 'common', contentType: XML, text: settingFiles(phone) } : undefined;
}

type Asking = Pick<PhoneConfig | WaitingPhone | BootstrapPhone, 'mac' | 'provisioning'>;

const settings = (config: PhoneConfig): string =>
  renderSnomSettings(config, {
    layout: shapeOfSnom(config.model),
    settingServer: settingServer(config.provisioning.url),
    factoryOrder: 'redirection:stop pnp:stop dhcp:stop tr69:stop',
  });

const waitingSettings = (phone: WaitingPhone): string =>
  renderWaitingSnom(phone, { settingServer: settingServer(phone.provisioning.url) });

const bootstrapSettings = (phone: BootstrapPhone): string =>
  renderBootstrapSnom(phone, { settingServer: settingServer(phone.next.url) });

function settingFiles({ mac, provisioning }: Asking): string {
  const address = element('file', { url: `${provisioning.url}${mac.toUpperCase()}.xml` });
  return [XML_DECLARATION, '<setting-files>', address, '</setting-files>', ''].join('\n');
}
