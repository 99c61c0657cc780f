import { renderSnomSettings } from '../../dialects/snom/render.ts';
import { renderWaitingSnom } from '../../dialects/snom/waiting.ts';
import type { PhoneConfig, WaitingPhone } from '../../phone-config.ts';
import type { Resync, ServedFile, Vendor } from '../vendor.ts';
import { renderDect } from './dect.ts';
import { gigasetExtras } from './extras.ts';
import { identifyGigaset } from './identify.ts';
import { renderMaxwell } from './maxwell.ts';
import { dialectOf, shapeOfGigaset } from './models.ts';

/** P phones and Maxwells have other words for their own MAC, so the address that suits both has none. */
const ANY_NAME = 'config.xml';
const anyAddress = (base: string): string => `${base}${ANY_NAME}`;

/** Gigaset P phones (Snom's dialect), Maxwells, and of the DECT bases a safe subset. */
export const gigaset: Vendor = {
  id: 'gigaset',
  identify: identifyGigaset,
  shapeOf: shapeOfGigaset,
  fileFor: (name, config) => ownFile(name, config, textFor),
  waitingFileFor: (name, phone) => ownFile(name, phone, waitingTextFor),
  showsText: readsSnomSettings,
  typedAddress: anyAddress,
  pnpAddress: anyAddress,
  dhcpOptions: (base) => [
    { code: 114, value: anyAddress(base) },
    { code: 66, value: anyAddress(base) },
  ],
  resyncOf,
  limitations: [],
  extras: gigasetExtras,
};

/** A DECT base applies what has changed without a restart, and knows no `reboot` but where somebody turned that on. */
function resyncOf(model: string | undefined): Resync {
  const isDect = shapeOfGigaset(model).family === 'DECT';
  return {
    sync: isDect ? 'check-sync' : 'check-sync;reboot=false',
    reboot: isDect ? undefined : 'check-sync;reboot=true',
    usualSeconds: isDect ? 90 : 15,
    rebootSeconds: 180,
  };
}

function ownFile<Phone extends { mac: string }>(
  name: string,
  phone: Phone,
  render: (phone: Phone) => string | undefined,
): ServedFile | undefined {
  const asked = name.toLowerCase();
  if (asked !== '' && asked !== ANY_NAME && asked !== `${phone.mac}.xml`) return undefined;
  const text = render(phone);
  return text === undefined ? undefined : { is: 'device', contentType: 'text/xml; charset=utf-8', text };
}

const addressOfP = ({ provisioning: { url } }: PhoneConfig | WaitingPhone): string => `${url}{mac}.xml`;

function textFor(config: PhoneConfig): string | undefined {
  switch (dialectOf(config.model, config.mac)) {
    case 'snom':
      return renderSnomSettings(config, {
        layout: shapeOfGigaset(config.model),
        settingServer: addressOfP(config),
        factoryOrder: 'redirection:stop pnp:stop dhcp114:stop dhcp:stop tr69:stop',
      });
    case 'maxwell':
      return renderMaxwell(config);
    case 'dect':
      return renderDect(config);
    case 'none':
      return undefined;
  }
}

/** What a Maxwell or a base would show is not known. */
function readsSnomSettings({ model, mac }: Pick<WaitingPhone, 'model' | 'mac'>): boolean {
  return dialectOf(model, mac) === 'snom';
}

const waitingTextFor = (phone: WaitingPhone): string | undefined =>
  readsSnomSettings(phone) ? renderWaitingSnom(phone, { settingServer: addressOfP(phone) }) : undefined;
