import type { DeskPhone } from '../../phone-config.ts';
import type { PanasonicShape } from './models.ts';
import type { Setting } from './settings.ts';

const FACTORY_ADMIN_PASSWORD = 'adminpass';
const FACTORY_CYCLIC_MINUTES = 10_080;
const FACTORY_RETRY_MINUTES = 30;

export function provisioningSettings(config: DeskPhone, shape: PanasonicShape): Setting[] {
  const { pollMinutes } = config.provisioning;
  return [
    ...finding(shape, 'N'),
    ['PROVISION_ENABLE', 'Y'],
    ...files(addressOf(config)),
    ['CFG_CYCLIC', 'Y'],
    // That it looks more often than the week of the factory is documented, how often at most is not: UNVERIFIED.
    ['CFG_CYCLIC_INTVL', pollMinutes],
    ['CFG_RTRY_INTVL', pollMinutes],
    // A time of day here would turn the interval off.
    ['CFG_RESYNC_TIME', ''],
    ['CFG_RESYNC_FROM_SIP', 'check-sync'],
    ...passwords(config.adminPassword, config.adminPassword),
  ];
}

/** As it left the factory: it must find the next server, whoever that is, and let its next owner in. */
export const releasedProvisioning = (shape: PanasonicShape): Setting[] => [
  ...finding(shape, 'Y'),
  ['PROVISION_ENABLE', 'Y'],
  ...files(''),
  ['CFG_CYCLIC', 'N'],
  ['CFG_CYCLIC_INTVL', FACTORY_CYCLIC_MINUTES],
  ['CFG_RTRY_INTVL', FACTORY_RETRY_MINUTES],
  ['CFG_RESYNC_TIME', ''],
  ['CFG_RESYNC_FROM_SIP', 'check-sync'],
  ...passwords(FACTORY_ADMIN_PASSWORD, ''),
];

/** How it looks for an address of its own accord, whenever it starts. */
const finding = ({ dialect }: PanasonicShape, value: 'Y' | 'N'): Setting[] => [
  ['OPTION66_ENABLE', value],
  ...(dialect === 'UT'
    ? []
    : ['OPTION159_PROV_ENABLE', 'OPTION160_PROV_ENABLE', 'SIPPNP_PROV_ENABLE'].map(
        (name): Setting => [name, value],
      )),
];

const files = (standard: string): Setting[] => [
  ['CFG_STANDARD_FILE_PATH', standard],
  ['CFG_PRODUCT_FILE_PATH', ''],
  ['CFG_MASTER_FILE_PATH', ''],
];

/**
 * No parameter is known for credentials, so they stand in the address, as the guide of the KX-HDV has it. UNVERIFIED: that
 * a phone answers digest with them and not Basic only, and that a KX-UT takes them.
 */
function addressOf({ mac, provisioning: { url, username, password } }: DeskPhone): string {
  const address = new URL(`${mac}.cfg`, url);
  address.username = username;
  address.password = password;
  return address.href;
}

const passwords = (admin: string, user: string): Setting[] => [
  ['ADMIN_ID', 'admin'],
  ['ADMIN_PASS', admin],
  ['USER_PASS', user],
];
