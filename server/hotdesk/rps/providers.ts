import type { KnownVendor } from '../vendors.ts';

/**
 * The makers' redirection services that Perch can write to; of several of one maker the preferred one first. `shares`: some or all of
 * its phones start from one address that they share.
 */
const PROVIDERS = [
  { id: 'yealink-ymcs', vendor: 'yealink' },
  { id: 'yealink-xmlrpc', vendor: 'yealink' },
  { id: 'fanvil', vendor: 'fanvil' },
  { id: 'snom-sraps', vendor: 'snom' },
  { id: 'snom-xmlrpc', vendor: 'snom' },
  { id: 'grandstream-gdms', vendor: 'grandstream', shares: true },
  { id: 'poly-ztp', vendor: 'poly', shares: true },
  { id: 'gigaset-grape', vendor: 'gigaset' },
  { id: 'gigaset-xmlrpc', vendor: 'gigaset' },
  { id: 'htek', vendor: 'htek' },
  { id: 'ale-eds', vendor: 'ale' },
  { id: 'auerswald', vendor: 'auerswald' },
  { id: 'panasonic', vendor: 'panasonic' },
] as const satisfies readonly { id: string; vendor: KnownVendor; shares?: true }[];

export type RpsProviderId = (typeof PROVIDERS)[number]['id'];

/** For phones whose maker has no service that Perch writes to, or where the tenant has no account. */
export const MANUAL = 'manual';

export const rpsProviderIds: readonly RpsProviderId[] = PROVIDERS.map(({ id }) => id);

export const isRpsProviderId = (text: string): text is RpsProviderId =>
  PROVIDERS.some(({ id }) => id === text);

export const vendorOfProvider = (provider: RpsProviderId): KnownVendor =>
  PROVIDERS.find(({ id }) => id === provider)?.vendor as KnownVendor;

export const sharesAddress = (provider: RpsProviderId): boolean =>
  PROVIDERS.some((one) => one.id === provider && 'shares' in one);

/** Those of a maker, the preferred one first. */
export const providersOf = (vendor: string): readonly RpsProviderId[] =>
  PROVIDERS.filter((one) => one.vendor === vendor).map(({ id }) => id);
