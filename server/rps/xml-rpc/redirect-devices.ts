import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { Lookup } from '../provider.ts';
import { type RpsError, type RpsErrorCode, rpsError } from '../rps-error.ts';
import type { RedirectAnswer } from './redirect.ts';

// What the services of one family, Yealink's and Htek's copy of it, say of devices and servers (facts §1.3).

/** Plain, in capitals: one of the four spellings that the manuals of this family list. */
export const macOf = (mac: MacAddress): string => mac.toUpperCase();

/** What `checkDevice` says (C1; the letter case is not sure). */
const STATES: ReadonlyMap<string, Lookup> = new Map<string, Lookup>([
  ['registered', { kind: 'ours' }],
  ['unregistered', { kind: 'absent' }],
  ['unknown', { kind: 'absent' }],
  ['registered elsewhere', { kind: 'foreign' }],
]);

export function lookupOf(answer: RedirectAnswer): Result<Lookup, RpsError> {
  const state = STATES.get(answer.text.toLowerCase());
  return state === undefined ? err(refusalOf(answer)) : ok(state);
}

/** Sentences of which only the beginning is sure. A MAC or the name of an account may follow, so nothing of them is kept. */
const REFUSALS: readonly (readonly [sentence: RegExp, code: RpsErrorCode])[] = [
  [/invalid mac/i, 'invalid_mac'],
  [/the url can only begin with/i, 'invalid_url'],
  // Both are in Htek's copy of this service; at Yealink UNVERIFIED.
  [/existing mac/i, 'already_exists'],
  [/are you sure you want to override/i, 'owned_by_other'],
  // C1: what begins with ten small letters and digits speaks of another account.
  [/^Error:[a-z0-9]{10}/, 'owned_by_other'],
];

export const refusalOf = ({ text }: RedirectAnswer): RpsError =>
  rpsError(REFUSALS.find(([sentence]) => sentence.test(text))?.[1] ?? 'bad_response');

export const isUnknownServer = ({ isDone, text }: RedirectAnswer): boolean =>
  !isDone && /invalid server/i.test(text);

/** After a look-up that has just found the phone by the same spelling, an invalid MAC is one that has gone meanwhile. */
export const isGone = (answer: RedirectAnswer): boolean =>
  answer.isDone || refusalOf(answer).code === 'invalid_mac';
