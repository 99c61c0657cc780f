import { type ExtraSetting, type Extras, reservedBy } from '../extras.ts';
import { numbersIn } from '../text.ts';
import type { Dialect } from './models.ts';
import { ADAPTER_P_NUMBERS, P_NUMBERS } from './p-numbers.ts';
import { reservedPNumber } from './reserved-p-numbers.ts';

const P_NUMBER = /^P\d{1,5}$/;

/** What an item's name begins with, as FusionPBX's templates of the GRP261x and the GRP2616 have them. */
const FAMILIES: ReadonlySet<string> = new Set(
  (
    'account affinity audio bluetooth broadsoftIMP broadsoftXsi call callFeatures contact dateTime e911 energySaving ' +
    'externalService features hotdesking keys language lcd ldap ledControl maintain multicast network officehour ons ' +
    'packetCapture phonebook pks provisioning remote remoteControl security services sip softkey softkeys tr069 transfer ' +
    'trustedCACertificates users wifi xmlApplication xmlApplications'
  ).split(' '),
);

const itemsByNumber = (numbers: ReadonlyMap<string, number>): ReadonlyMap<string, string> =>
  new Map([...numbers].map(([item, number]) => [`P${number}`, item]));

const PHONE_ITEMS = itemsByNumber(P_NUMBERS);
const ADAPTER_ITEMS = itemsByNumber(ADAPTER_P_NUMBERS);

const reservedItem = reservedBy([
  ['provisioning', /^provisioning\.|tr069|^acs\./i],
  ['resync', /^sip\.notify\.|allowSipReset|reboot/i],
  ['dialling', /dialplan|autoDial|emergency|^e911\.|featureCodes\.callFeatures/i],
  ['personal', /featureCodes\.|callForward|doNotDisturb|sendAnonymous|autoAnswer/i],
  ['security', /^(?:users|security|trustedCACertificates)\.|^keys\.lock|ssh|telnet|remoteControl/i],
  ['keys', /^pks\.|\.voicemail\.number$/],
  ['network', /^wifi\./],
  [
    'network',
    /^network\.(?!qos\.|rtp\.|snmp\.|web\.|port\.pc\.|mtu$|dhcp\.(?:hostName|vendorID)$|stunServer$|showInternet|lldp\.txInterval$|port\.eth\.\d\.vlan\.priority$)/,
  ],
  ['account', /^hotdesking\.|^account\.(?!1\.)/],
  ['account', /^account\.1\.(?:enable$|name$|sip\.|network\.natTraversal$|audio\.srtpMode$)/],
]);

/** The names it says of itself by DHCP, and its port for a PC. */
const RISKY: ReadonlySet<number> = new Set(numbersIn('146 148 1348'));

const isIn = (numbers: ReadonlySet<number>, name: string): boolean =>
  P_NUMBER.test(name) && numbers.has(Number(name.slice(1)));

/** A P-value has a name of its own in phones and in adapters: whichever is not to be said, is not. */
const meanings = (name: string): string[] =>
  [name, PHONE_ITEMS.get(name), ADAPTER_ITEMS.get(name)].filter((item) => item !== undefined);

export const grandstreamExtras: Extras = {
  nameOf(text) {
    const name = text.trim();
    if (P_NUMBER.test(name.toUpperCase())) return `P${Number(name.slice(1))}`;
    return /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)+$/.test(name) ? name : undefined;
  },
  isKnown: (name) =>
    P_NUMBER.test(name)
      ? meanings(name).length > 1 || isIn(RISKY, name)
      : FAMILIES.has(name.split('.')[0] ?? ''),
  reserved: (name) =>
    reservedPNumber(name) ??
    meanings(name)
      .map(reservedItem)
      .find((reason) => reason !== undefined),
  isRisky: (name) => isIn(RISKY, name) || /^network\.(?!qos\.|rtp\.)/.test(name),
  fileName: (mac) => `cfg${mac}.xml`,
};

/** By the name that our own settings have, where there is one: `P64` is `dateTime.timezone`. */
export const byItem = (extras: readonly ExtraSetting[], dialect: Dialect): ExtraSetting[] =>
  extras.map(({ name, value }) => ({
    name: (dialect === 'adapter' ? ADAPTER_ITEMS : PHONE_ITEMS).get(name) ?? name,
    value,
  }));
