import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { Lookup } from '../../provider.ts';
import { type RpsError, type RpsErrorCode, rpsError } from '../../rps-error.ts';
import { errorKey, keyedRefusal, type RedirectAnswer } from '../../xml-rpc/redirect.ts';

/** Plain, in capitals, as Snom's own tools write it. */
export const macOf = (mac: MacAddress): string => mac.toUpperCase();

const REFUSALS: ReadonlyMap<string, RpsErrorCode> = new Map([
  ['owned_by_other_user', 'owned_by_other'],
  ['malformed_url', 'invalid_url'],
  ['malformed_mac', 'invalid_mac'],
  ['no_such_mac', 'not_found'],
]);

export const refusalOf = (answer: RedirectAnswer): RpsError => keyedRefusal(answer, REFUSALS);

/** What is said of a phone that is not ours. */
export function notOurs(answer: RedirectAnswer): Result<Lookup, RpsError> {
  const key = errorKey(answer);
  if (key === 'no_such_mac') return ok({ kind: 'absent' });
  if (key === 'owned_by_other_user') return ok({ kind: 'foreign' });
  return err(refusalOf(answer));
}

/** `getPhoneRedirection`: the link comes last. Snom's own client reads the company's name before it, another client does not. */
export function redirectionOf(answer: RedirectAnswer): Result<Lookup, RpsError> {
  if (!answer.isDone) return notOurs(answer);
  const link = answer.values.at(-1);
  if (link === '' || link === null) return ok({ kind: 'ours' });
  return typeof link === 'string' && URL.canParse(link)
    ? ok({ kind: 'ours', url: link })
    : err(rpsError('bad_response'));
}

export const isGone = (answer: RedirectAnswer): boolean =>
  answer.isDone || errorKey(answer) === 'no_such_mac';
