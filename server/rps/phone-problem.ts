import type { RpsCapabilities, RpsPhone } from './provider.ts';
import { type RpsError, rpsError } from './rps-error.ts';

/** What this service cannot take of a phone, before anything is sent. */
export function phoneProblem(can: RpsCapabilities, phone: RpsPhone): RpsError | undefined {
  if (!canTakeLink(can, phone.url)) return rpsError('invalid_url');
  if (can.needsMacId && !phone.macId) return rpsError('serial_required', 'mac_id');
  return undefined;
}

function canTakeLink({ urlSchemes, keepsQuery }: RpsCapabilities, text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isKnownScheme = urlSchemes.some((scheme) => url.protocol === `${scheme}:`);
  return isKnownScheme && url.hash === '' && url.username === '' && (keepsQuery || url.search === '');
}
