import type { MacAddress } from './ids.ts';

/** The makers whose name a desk may carry. Which of them can be provisioned, provisioning says. */
const KNOWN = [
  'yealink',
  'fanvil',
  'grandstream',
  'snom',
  'poly',
  'cisco',
  'htek',
  'ale',
  'auerswald',
  'gigaset',
  'mitel',
  'panasonic',
  'linphone',
] as const;

export type KnownVendor = (typeof KNOWN)[number];

export const isKnownVendor = (text: string): text is KnownVendor => KNOWN.some((vendor) => vendor === text);

export const knownVendors: readonly KnownVendor[] = KNOWN;

/** What else phones and people call a maker, and whose phones are sold under a name of their own. */
const OTHER_NAMES: Readonly<Record<string, KnownVendor>> = {
  polycom: 'poly',
  linksys: 'cisco',
  sipura: 'cisco',
  hanlong: 'htek',
  alcatel: 'ale',
  aastra: 'mitel',
  // Auerswald outside of German-speaking countries.
  fontevo: 'auerswald',
  comfortel: 'auerswald',
  // Fanvil makes them.
  planet: 'fanvil',
  nethesis: 'fanvil',
};

/** The maker that a text begins with: `Grandstream GRP2612W 1.0`, `Alcatel-Lucent Enterprise`. */
export function vendorNamed(text: string): KnownVendor | undefined {
  const [name = ''] = /^[a-z]*/.exec(text.trim().toLowerCase()) ?? [];
  if (isKnownVendor(name)) return name;
  return Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
}

/** Beginnings of MAC addresses. A hint only: makers share blocks, and the longest beginning knows best. */
const PREFIXES: Readonly<Partial<Record<KnownVendor, string>>> = {
  yealink: '001565 249ad8 3497d7 44dbd2 644f56 805e0c 805ec0 b061a9 c4fc22 e434d7 ec1da9 f01653',
  // The last is Nethesis, made by Fanvil.
  fanvil: '00a859 00a85a 0c383e e0e656',
  grandstream: '000b82 c074ad ec74d7',
  snom: '000413 00087b',
  poly: '0004f2 00907a 482567 64167f',
  // Linksys and Sipura (000e08) among them.
  cisco: '000e08 001873 002155 0021a0 002699 00da55 00e16d 10bd18 30e4db 503de5 68efbd a44c11 d0ec35',
  htek: '001fc1',
  ale: '3c28a6 487a55',
  // From an example in the maker's wiki.
  auerswald: '000952',
  // Newer ones are in Snom's block.
  gigaset: '000413e2 000413e3 000413e5 000413e7 002104 00acdce3 00acdce4 14b370 589ec6 7c2f80',
  mitel: '00085d 08000f 1400e9',
  panasonic: '0080f0 080023 bcc342',
};

const BY_PREFIX: ReadonlyMap<string, KnownVendor> = new Map(
  KNOWN.flatMap((vendor) => (PREFIXES[vendor]?.split(' ') ?? []).map((prefix) => [prefix, vendor] as const)),
);
const PREFIX_LENGTHS = [...new Set([...BY_PREFIX.keys()].map(({ length }) => length))].sort((a, b) => b - a);

/** The maker that a MAC address hints at. */
export function vendorOfMac(mac: MacAddress): KnownVendor | undefined {
  return PREFIX_LENGTHS.map((length) => BY_PREFIX.get(mac.slice(0, length))).find(
    (vendor) => vendor !== undefined,
  );
}
