import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { Lookup } from '../../provider.ts';
import { type RpsError, type RpsErrorCode, rpsError } from '../../rps-error.ts';
import { notUnderstood } from '../../xml-rpc/call.ts';
import type { XmlRpcResponse } from '../../xml-rpc/decode-response.ts';
import type { XmlRpcValue } from '../../xml-rpc/value.ts';
import { CODES, type PanasonicAnswer } from './api-types.ts';

/** Plain, in capitals, as the maker's own examples write it. */
export const macOf = (mac: MacAddress): string => mac.toUpperCase();

/** A phone is sent to a file: which it asks for in a folder is known of DHCP only. */
export const linkOf = (mac: MacAddress, url: string): string =>
  url.endsWith('/') ? `${url}${mac}.cfg` : url;

/** The folder again, of what we have stored. */
export const urlOf = (mac: MacAddress, link: string): string =>
  link.endsWith(`/${mac}.cfg`) ? link.slice(0, -`${mac}.cfg`.length) : link;

export function answerOf(response: XmlRpcResponse): PanasonicAnswer {
  if (response.kind === 'fault') return { kind: 'refused', code: response.code };
  const code = codeIn(response.value);
  return code === undefined || code === CODES.done
    ? { kind: 'told', value: response.value }
    : { kind: 'refused', code };
}

/** Some write it as text. */
function codeIn(value: XmlRpcValue | undefined): number | undefined {
  const code = value instanceof Map ? Number(value.get('faultCode') ?? Number.NaN) : Number.NaN;
  return Number.isInteger(code) ? code : undefined;
}

const REFUSALS: ReadonlyMap<number, RpsErrorCode> = new Map([
  [CODES.invalidUrl, 'invalid_url'],
  [CODES.invalidMac, 'invalid_mac'],
  [CODES.unknownMac, 'invalid_mac'],
  [CODES.foreign, 'owned_by_other'],
  [CODES.notOwner, 'owned_by_other'],
]);

export const refusalOf = (code: number): RpsError =>
  rpsError(REFUSALS.get(code) ?? 'bad_response', `${code}`);

export type Place = 'registered' | 'absent' | 'foreign';

const PLACES: ReadonlyMap<number, Place> = new Map([
  [CODES.done, 'registered'],
  [CODES.unknownMac, 'absent'],
  [CODES.foreign, 'foreign'],
  [CODES.notOwner, 'foreign'],
]);

/** `checkPhones`: a list with a code for each phone that was asked for, and here it is one. */
export function placeOf(answer: PanasonicAnswer): Result<Place, RpsError> {
  const code = answer.kind === 'refused' ? answer.code : firstCode(answer.value);
  if (code === undefined) return err(notUnderstood(false));
  const place = PLACES.get(code);
  return place === undefined ? err(refusalOf(code)) : ok(place);
}

const firstCode = (value: XmlRpcValue): number | undefined =>
  Array.isArray(value) ? codeIn((value as readonly XmlRpcValue[])[0]) : undefined;

/** `getPhone`: what stands there for a phone of the account. */
export function entryOf(mac: MacAddress, answer: PanasonicAnswer): Result<Lookup, RpsError> {
  if (answer.kind === 'refused') {
    const place = PLACES.get(answer.code);
    return place === 'absent' || place === 'foreign' ? ok({ kind: place }) : err(refusalOf(answer.code));
  }
  const link = answer.value instanceof Map ? answer.value.get('url') : undefined;
  if (typeof link !== 'string') return err(notUnderstood(false));
  const lastSeenAt = momentOf((answer.value as ReadonlyMap<string, XmlRpcValue>).get('access_date'));
  return ok({
    kind: 'ours',
    ...(link.trim() === '' ? {} : { url: urlOf(mac, link.trim()) }),
    ...(lastSeenAt === undefined ? {} : { lastSeenAt }),
  });
}

/** Of a phone that has never asked there is none. */
function momentOf(value: XmlRpcValue | undefined): Date | undefined {
  const isMoment = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
  const ms = isMoment ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

export function doneOf(answer: PanasonicAnswer): Result<void, RpsError> {
  if (answer.kind === 'refused') return err(refusalOf(answer.code));
  return answer.value === true || codeIn(answer.value) === CODES.done
    ? ok(undefined)
    : err(notUnderstood(true));
}

export const goneOf = (answer: PanasonicAnswer): Result<void, RpsError> =>
  answer.kind === 'refused' && answer.code === CODES.unknownMac ? ok(undefined) : doneOf(answer);
