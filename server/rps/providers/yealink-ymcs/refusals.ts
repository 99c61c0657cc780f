import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from '../../https.ts';
import { jsonOf } from '../../read-json.ts';
import { notRefused } from '../../refusals.ts';
import { type RpsError, type RpsErrorCode, rpsError, vendorCodeOf } from '../../rps-error.ts';
import { errorBody } from './api-types.ts';

export type Question = { readonly isWrite: boolean; readonly nowMs: number };

/** What may be asked again: a question simply, a write after a look whether it was done. */
const LATER = 'later';

const CODES: ReadonlyMap<string, RpsErrorCode | typeof LATER> = new Map<string, RpsErrorCode | typeof LATER>([
  ['800001', 'invalid_mac'],
  ['800002', 'serial_mismatch'],
  ['800004', 'owned_by_other'],
  // More than the account may have, by its name. What exactly is UNVERIFIED.
  ['800008', 'forbidden_for_account'],
  ['500401', 'auth_failed'],
  ['900401', 'auth_failed'],
  ['900440', 'auth_failed'],
  ['900403', 'forbidden_for_account'],
  ['900404', 'not_found'],
  ['900429', 'rate_limited'],
  ['900501', 'unsupported'],
  // In this very account, though the look-up did not find it: added by somebody, or by us without an answer.
  ['800003', LATER],
  // The same request was heard twice: what came of the other one is not said.
  ['500403', LATER],
  // Somebody else is changing the same.
  ['900409', LATER],
  ['900412', LATER],
  ...['900408', '900500', '900502', '900503', '900504', '900511', '900599'].map(
    (code) => [code, LATER] as const,
  ),
]);

/** Texts that stand in the place of a code within bulk results. The first is a key of the maker's, the others are C1. */
const TEXTS: readonly (readonly [RegExp, RpsErrorCode])[] = [
  [/device\.mac\.invalid/, 'invalid_mac'],
  [/already managed/, 'owned_by_other'],
  [/already exists/, 'uncertain_write'],
  [/not.?found|not.?exist/, 'not_found'],
];

/** Which of our fields a refusal names. That it names them as they were sent is UNVERIFIED. */
const FIELDS: ReadonlyMap<string, RpsErrorCode> = new Map([
  ['mac', 'invalid_mac'],
  ['sn', 'serial_mismatch'],
  ['uniqueServerUrl', 'invalid_url'],
]);

/** The answer, unless it says no: by YMCS's own code first, else by the HTTP status. */
export function accepted(answer: HttpsAnswer, question: Question): Result<HttpsAnswer, RpsError> {
  if (answer.status >= 200 && answer.status < 300) return ok(answer);
  const byStatus = notRefused(answer, question);
  const refusal = byStatus.ok ? rpsError('bad_response', `${answer.status}`) : byStatus.error;
  const body = errorBody.safeParse(jsonOf(answer.text)).data;
  const vendorCode = vendorCodeOf(body?.code);
  if (vendorCode === undefined) return err(refusal);
  const [byField] = (body?.details ?? []).flatMap(({ field }) => FIELDS.get(field) ?? []);
  return err({
    ...refusal,
    code: meaningOf(vendorCode, question.isWrite) ?? byField ?? refusal.code,
    vendorCode,
  });
}

/** What a row of a bulk result says: a code or a text. Of a text only what looks like a key is kept. */
export function bulkError(said: string): RpsError {
  const byText = TEXTS.find(([pattern]) => pattern.test(said.toLowerCase()))?.[1];
  return rpsError(meaningOf(said, true) ?? byText ?? 'bad_response', vendorCodeOf(said));
}

function meaningOf(vendorCode: string, isWrite: boolean): RpsErrorCode | undefined {
  const meaning = CODES.get(vendorCode);
  return meaning === LATER ? (isWrite ? 'uncertain_write' : 'unreachable') : meaning;
}
