import type { MacAddress } from '#server/hotdesk/ids.ts';
import { parseMac } from '#server/hotdesk/parse-mac.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { Lookup } from '../../provider.ts';
import { type RpsError, rpsError } from '../../rps-error.ts';
import type { XmlRpcValue } from '../../xml-rpc/value.ts';

/**
 * `DeviceInfo`: a struct with the phone's `mac`, or whatever else. What that is has no source, so every way to say nothing counts
 * (`false`, `0`, an empty text, list or struct), and no other. That it tells of the account's own phones alone is UNVERIFIED: whose
 * a phone is shows when it is registered or deregistered.
 */
export function lookupOf(answer: XmlRpcValue, mac: MacAddress): Result<Lookup, RpsError> {
  const named = isStruct(answer) ? answer.get('mac') : undefined;
  if (named === undefined) return isNothing(answer) ? ok({ kind: 'unknown' }) : err(rpsError('bad_response'));
  return typeof named === 'string' && parseMac(named) === mac
    ? ok({ kind: 'ours' })
    : err(rpsError('bad_response'));
}

/** `DeviceRegister` and `DeviceDeregister`: done, or the phone is somebody else's. */
export const doneOf = (answer: XmlRpcValue): Result<void, RpsError> =>
  isNothing(answer) ? err(rpsError('owned_by_other')) : ok(undefined);

const isStruct = (value: XmlRpcValue): value is ReadonlyMap<string, XmlRpcValue> => value instanceof Map;

function isNothing(value: XmlRpcValue): boolean {
  if (isStruct(value)) return value.size === 0;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'string' ? ['', '0'].includes(value.trim()) : !value;
}
