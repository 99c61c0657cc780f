import type { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from '../../https.ts';
import { readJson } from '../../read-json.ts';
import { notRefused } from '../../refusals.ts';
import { type RpsError, rpsError } from '../../rps-error.ts';
import { envelope, tokenData } from './api-types.ts';

export const isOf = (mac: MacAddress, row: { mac: string }): boolean =>
  row.mac.toLowerCase().replace(/[^0-9a-f]/g, '') === mac;

type Question = { readonly isWrite: boolean; readonly nowMs: number };

/** What is in the envelope, unless it says no: why it does is not known to anybody who tells. */
function dataOf(answer: HttpsAnswer, question: Question): Result<unknown, RpsError> {
  const taken = notRefused(answer, question);
  if (!taken.ok) return taken;
  const { status } = answer;
  if (status === 404) return err(rpsError('not_found', '404'));
  // UNVERIFIED: which status a phone of somebody else's has.
  if (status === 409) return err(rpsError('owned_by_other', '409'));
  if (status >= 400) return err(rpsError('bad_response', `${status}`));
  const read = readJson(envelope, answer, question.isWrite);
  if (!read.ok) return read;
  return read.value.success ? ok(read.value.data) : err(rpsError('bad_response', 'refused'));
}

export function told<T>(schema: z.ZodType<T>, answer: HttpsAnswer, question: Question): Result<T, RpsError> {
  const data = dataOf(answer, question);
  if (!data.ok) return data;
  const parsed = schema.safeParse(data.value);
  if (parsed.success) return ok(parsed.data);
  return err(rpsError(question.isWrite ? 'uncertain_write' : 'bad_response'));
}

export function tokenOf(answer: HttpsAnswer, nowMs: number): Result<string, RpsError> {
  const data = told(tokenData, answer, { isWrite: false, nowMs });
  if (data.ok) return ok(data.value.token);
  return data.error.vendorCode === 'refused' ? err(rpsError('auth_failed')) : data;
}

/** UNVERIFIED, but what a token that has ended is answered with nearly everywhere. */
export const isTokenRefused = ({ status }: HttpsAnswer): boolean => status === 401;

export function addedOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  const data = dataOf(answer, { isWrite: true, nowMs });
  return data.ok ? ok(undefined) : data;
}

/** Gone already is gone, and 204 says nothing. */
export function removedOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  if (answer.status === 204) return ok(undefined);
  const done = addedOf(answer, nowMs);
  return done.ok || done.error.code !== 'not_found' ? done : ok(undefined);
}
