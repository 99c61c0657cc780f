import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { RpsProvider } from './provider.ts';
import { type RpsError, rpsError } from './rps-error.ts';

export type Released =
  /** It was ours and is gone; `url` is what stood there, where the service tells. */
  | { kind: 'released'; url?: string }
  | { kind: 'absent' }
  /** It leads elsewhere, or is somebody else's: not ours to remove. */
  | { kind: 'kept'; why: 'foreign' | 'other_link' };

type Args = {
  provider: RpsProvider;
  mac: MacAddress;
  macId?: string | undefined;
  /** Whether this link was stored from here. */
  isOurs(url: string): boolean;
  /** Whether what stands there was written from here, for services that do not tell the link. */
  wasWritten: boolean;
};

/** Removes the phone's entry, never one whose link is not ours, and looks whether it is gone. */
export async function releasePhone({
  provider,
  mac,
  macId,
  isOurs,
  wasWritten,
}: Args): Promise<Result<Released, RpsError>> {
  const found = await provider.lookup(mac, macId);
  if (!found.ok) return found;
  const known = found.value;
  if (known.kind === 'foreign') return ok({ kind: 'kept', why: 'foreign' });
  if (known.kind !== 'ours') return ok({ kind: 'absent' });
  const isFromHere = known.url === undefined ? wasWritten : isOurs(known.url);
  const mayRemove = isFromHere && known.isInPlace !== false;
  if (!mayRemove) return ok({ kind: 'kept', why: 'other_link' });
  const removed = await provider.remove(mac, known);
  if (!removed.ok && removed.error.code !== 'uncertain_write') return removed;
  const after = await provider.lookup(mac, macId);
  if (!after.ok) return err(rpsError('uncertain_write', after.error.vendorCode));
  if (after.value.kind === 'ours') return err(removed.ok ? rpsError('bad_response') : removed.error);
  return ok({ kind: 'released', ...(known.url === undefined ? {} : { url: known.url }) });
}
