import type { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from '../../https.ts';
import type { Lookup } from '../../provider.ts';
import { jsonOf, readJson } from '../../read-json.ts';
import { notRefused } from '../../refusals.ts';
import { type RpsError, rpsError } from '../../rps-error.ts';
import { device, errorBody } from './api-types.ts';

type Question = { readonly isWrite: boolean; readonly nowMs: number };

/** The answer, unless it says no. */
function accepted(answer: HttpsAnswer, question: Question): Result<HttpsAnswer, RpsError> {
  const { status } = answer;
  if (status >= 200 && status < 300) return ok(answer);
  // What a wrong key gets, whose HTTP status no client tells.
  if (status < 500 && errorBody.safeParse(jsonOf(answer.text)).data?.message === 'Unauthorized')
    return err(rpsError('auth_failed', `${status}`));
  const taken = notRefused(answer, question);
  if (!taken.ok) return taken;
  if (status === 404) return err(rpsError('not_found', '404'));
  // Seen where a phone is removed; that the same is said where one is added is UNVERIFIED.
  if (status === 409) return err(rpsError('owned_by_other', '409'));
  return err(rpsError('bad_response', `${status}`));
}

export function told<T>(schema: z.ZodType<T>, answer: HttpsAnswer, nowMs: number): Result<T, RpsError> {
  const taken = accepted(answer, { isWrite: false, nowMs });
  return taken.ok ? readJson(schema, answer, false) : taken;
}

type Asked = { readonly mac: MacAddress; readonly profileId: string; readonly nowMs: number };

/** 404 is not ours. Whether somebody else's phone is answered otherwise is UNVERIFIED. */
export function lookupOf(answer: HttpsAnswer, { mac, profileId, nowMs }: Asked): Result<Lookup, RpsError> {
  const found = told(device, answer, nowMs);
  if (found.ok) {
    const { id, profileid, profile } = found.value;
    if (id.toLowerCase() !== mac) return err(rpsError('bad_response'));
    const remoteId = profileid || profile;
    return ok({ kind: 'ours', isInPlace: remoteId === profileId, ...(remoteId ? { remoteId } : {}) });
  }
  if (found.error.code === 'not_found') return ok({ kind: 'unknown' });
  return found.error.code === 'owned_by_other' ? ok({ kind: 'foreign' }) : found;
}

/** A write is done where the answer is empty or JSON: a page for people comes from somewhere else. */
export function doneOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  const taken = accepted(answer, { isWrite: true, nowMs });
  if (!taken.ok) return taken;
  const isAnswered = answer.text.trim() === '' || jsonOf(answer.text) !== undefined;
  return isAnswered ? ok(undefined) : err(rpsError('uncertain_write'));
}

/** Gone already is gone; 400 is what a MAC gets that the service does not take. */
export function removedOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  if (answer.status === 400) return err(rpsError('invalid_mac', '400'));
  const done = doneOf(answer, nowMs);
  return done.ok || done.error.code !== 'not_found' ? done : ok(undefined);
}
