import { type ExtraSetting, type Extras, reservedBy } from '../extras.ts';
import type { Dialect } from './models.ts';
import { ADAPTER_P_NUMBERS, P_NUMBERS } from './p-numbers.ts';

const P_NUMBER = /^P\d{1,5}$/;

/** What an item's name begins with, as FusionPBX's template of the GRP261x has them. */
const FAMILIES: ReadonlySet<string> = new Set(
  (
    'account audio backlight bluetooth call contacts dateTime display hotdesking keys language ldap maintenance ' +
    'multicast network phonebook pks programmableKeys provisioning ringtone security sip softkeys users voicemail ' +
    'wallpaper weather xml'
  ).split(' '),
);

const itemsByNumber = (numbers: ReadonlyMap<string, number>): ReadonlyMap<string, string> =>
  new Map([...numbers].map(([item, number]) => [`P${number}`, item]));

const PHONE_ITEMS = itemsByNumber(P_NUMBERS);
const ADAPTER_ITEMS = itemsByNumber(ADAPTER_P_NUMBERS);

const reservedItem = reservedBy([
  ['provisioning', /^provisioning\.|tr069|^acs\./i],
  ['resync', /^sip\.notify\.|allowSipReset|reboot/i],
  ['dialling', /dialplan|autoDial|emergency|featureCodes\.callFeatures/i],
  ['personal', /featureCodes\.|callForward|doNotDisturb|sendAnonymous|autoAnswer/i],
  ['security', /^(?:users|security)\.|^keys\.lock|ssh|telnet|remoteControl/i],
  ['keys', /^pks\.|\.voicemail\.number$/],
  ['account', /^hotdesking\.|^account\.(?!1\.)/],
  ['account', /^account\.1\.(?:enable$|name$|sip\.|network\.natTraversal$|audio\.srtpMode$)/],
]);

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
    P_NUMBER.test(name) ? meanings(name).length > 1 : FAMILIES.has(name.split('.')[0] ?? ''),
  reserved: (name) =>
    meanings(name)
      .map(reservedItem)
      .find((reason) => reason !== undefined),
  fileName: (mac) => `cfg${mac}.xml`,
};

/** By the name that our own settings have, where there is one: `P64` is `dateTime.timezone`. */
export const byItem = (extras: readonly ExtraSetting[], dialect: Dialect): ExtraSetting[] =>
  extras.map(({ name, value }) => ({
    name: (dialect === 'adapter' ? ADAPTER_ITEMS : PHONE_ITEMS).get(name) ?? name,
    value,
  }));
