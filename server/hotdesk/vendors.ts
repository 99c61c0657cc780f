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
  'gigaset',
  'mitel',
  'linphone',
] as const;

export type KnownVendor = (typeof KNOWN)[number];

export const isKnownVendor = (text: string): text is KnownVendor => KNOWN.some((vendor) => vendor === text);

export const knownVendors: readonly KnownVendor[] = KNOWN;

/** First six digits of MAC addresses. A hint only: some makers share a block. */
const PREFIXES: Partial<Record<KnownVendor, readonly string[]>> = {
  yealink: [
    '001565',
    'e434d7',
    '805ec0',
    '805e0c',
    '249ad8',
    '3497d7',
    '44dbd2',
    '644f56',
    'b061a9',
    'c4fc22',
    'ec1da9',
    'f01653',
  ],
};

/** The maker that a MAC address hints at. */
export function vendorOfMac(mac: MacAddress): KnownVendor | undefined {
  const prefix = mac.slice(0, 6);
  return KNOWN.find((vendor) => PREFIXES[vendor]?.includes(prefix));
}
