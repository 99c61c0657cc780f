import type { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from '../../https.ts';
import { jsonOf, readJson } from '../../read-json.ts';
import { notRefused } from '../../refusals.ts';
import { type RpsError, type RpsErrorCode, rpsError, vendorCodeOf } from '../../rps-error.ts';
import type { Token } from '../../token-cache.ts';
import { added, type Envelope, envelope, tokenAnswer } from './api-types.ts';

/** `C0:74:AD:00:00:01` */
export const gdmsMac = (mac: MacAddress): string => (mac.toUpperCase().match(/../g) ?? []).join(':');

export const isOf = (mac: MacAddress, row: { mac: string }): boolean =>
  row.mac.toLowerCase().replace(/[^0-9a-f]/g, '') === mac;

type Question = { readonly isWrite: boolean; readonly nowMs: number };

/** What is not a token is a refusal, whichever of the two forms it has: by OAuth's 400, or by a `retCode`. */
export function tokenOf(answer: HttpsAnswer, nowMs: number): Result<Token, RpsError> {
  const taken = notRefused(answer, { isWrite: false, nowMs });
  if (!taken.ok) return taken;
  const told = tokenAnswer.safeParse(jsonOf(answer.text)).data;
  if (told !== undefined) {
    const { access_token: access, refresh_token: refresh, expires_in: lifetimeSeconds = 0 } = told;
    return ok({ access, lifetimeSeconds, ...(refresh ? { refresh } : {}) });
  }
  const said = envelope.safeParse(jsonOf(answer.text)).data;
  if (answer.status === 400) return err(rpsError('auth_failed', '400'));
  return err(said === undefined ? rpsError('bad_response') : rpsError('auth_failed', `${said.retCode}`));
}

/** HTTP 401, or a refusal that speaks of the token: its `retCode` is UNVERIFIED. */
export function isTokenRefused(answer: HttpsAnswer): boolean {
  const said = envelope.safeParse(jsonOf(answer.text)).data;
  return answer.status === 401 || (said !== undefined && said.retCode !== 0 && /token/i.test(said.msg ?? ''));
}

/** What is in the envelope, unless it says no. */
export function dataOf(answer: HttpsAnswer, question: Question): Result<unknown, RpsError> {
  const taken = notRefused(answer, question);
  if (!taken.ok) return taken;
  const read = readJson(envelope, answer, question.isWrite);
  if (read.ok && read.value.retCode !== 0) return err(refusalOf(read.value));
  if (answer.status >= 300) return err(rpsError('bad_response', `${answer.status}`));
  return read.ok ? ok(read.value.data) : read;
}

export function told<T>(schema: z.ZodType<T>, answer: HttpsAnswer, nowMs: number): Result<T, RpsError> {
  const data = dataOf(answer, { isWrite: false, nowMs });
  if (!data.ok) return data;
  const parsed = schema.safeParse(data.value);
  return parsed.success ? ok(parsed.data) : err(rpsError('bad_response'));
}

/** A batch: what was refused of it stands inside of a yes. */
export function addedOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  const data = dataOf(answer, { isWrite: true, nowMs });
  if (!data.ok) return data;
  const told = added.safeParse(data.value).data;
  const [refused] = told?.errorDeviceList ?? [];
  if (refused) return err(errorOf(`${refused.errorMsg ?? ''}`, `${refused.errorMsg ?? ''}`));
  return told?.failure ? err(rpsError('bad_response')) : ok(undefined);
}

/** That there is a call to remove a phone is UNVERIFIED. Where there is none it is done in the portal. */
export function removedOf(answer: HttpsAnswer, nowMs: number): Result<void, RpsError> {
  if (answer.status === 404) return err(rpsError('unsupported', '404'));
  const data = dataOf(answer, { isWrite: true, nowMs });
  return data.ok || data.error.code === 'not_found' ? ok(undefined) : data;
}

const refusalOf = ({ retCode, msg }: Envelope): RpsError => errorOf(`${retCode}`, msg ?? '');

/** UNVERIFIED but for 30010: the codes are not known, so the words are read. */
const TEXTS: readonly (readonly [RegExp, RpsErrorCode])[] = [
  [/token|signature/, 'auth_failed'],
  [/another|other account|bound to/, 'owned_by_other'],
  [/not exist|not found/, 'not_found'],
  [/exist/, 'already_exists'],
];

function errorOf(code: string, text: string): RpsError {
  if (code === '30010') return rpsError('serial_mismatch', code);
  const byText = TEXTS.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1];
  return rpsError(byText ?? 'bad_response', vendorCodeOf(code));
}
