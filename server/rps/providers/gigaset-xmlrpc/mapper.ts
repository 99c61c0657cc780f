import { err, ok, type Result } from '#server/ports/result.ts';
import type { Lookup } from '../../provider.ts';
import { type RpsError, type RpsErrorCode, rpsError } from '../../rps-error.ts';
import type { RedirectAnswer } from '../../xml-rpc/redirect.ts';

/** What a refusal begins with; what it is about follows after a colon, and is not kept. */
const REFUSALS: ReadonlyMap<string, RpsErrorCode> = new Map([
  ['mac_already_in_use', 'owned_by_other'],
  ['mac_not_found', 'not_found'],
  ['mac_invalid', 'invalid_mac'],
  // That this is what a wrong check code gets is UNVERIFIED; one client takes it for a bad MAC.
  ['mac_not_exist', 'serial_mismatch'],
  ['url_invalid', 'invalid_url'],
]);

const keyOf = ({ text }: RedirectAnswer): string | undefined =>
  /^([a-z_]{3,40}):/i.exec(text)?.[1]?.toLowerCase();

export function refusalOf(answer: RedirectAnswer): RpsError {
  const key = keyOf(answer);
  return rpsError(REFUSALS.get(key ?? '') ?? 'bad_response', key);
}

/**
 * What `checkDevice` says of a phone. That it says so of the account's own alone is UNVERIFIED: whose a phone is shows when it is
 * registered or deregistered.
 */
export function lookupOf(answer: RedirectAnswer, macId: string): Result<Lookup, RpsError> {
  // C1: the MAC alone may come in place of a yes.
  const isKnown = answer.isDone || (answer.text !== '' && macId.startsWith(answer.text.toUpperCase()));
  if (isKnown) return ok({ kind: 'ours', remoteId: macId });
  const refusal = refusalOf(answer);
  if (refusal.code === 'not_found') return ok({ kind: 'unknown' });
  return refusal.code === 'owned_by_other' ? ok({ kind: 'foreign' }) : err(refusal);
}

export function doneOf(answer: RedirectAnswer): Result<void, RpsError> {
  return answer.isDone ? ok(undefined) : err(refusalOf(answer));
}

export function goneOf(answer: RedirectAnswer): Result<void, RpsError> {
  const done = doneOf(answer);
  return done.ok || done.error.code !== 'not_found' ? done : ok(undefined);
}
