import { createHash } from 'node:crypto';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { Lookup } from '../../provider.ts';
import { type RpsError, type RpsErrorCode, rpsError } from '../../rps-error.ts';
import { errorKey, keyedRefusal, type RedirectAnswer } from '../../xml-rpc/redirect.ts';
import type { XmlRpcValue } from '../../xml-rpc/value.ts';

/** Plain, in capitals. */
export const macOf = (mac: MacAddress): string => mac.toUpperCase();

/** A link stands with a group ("server"), so each phone has a group of its own, named like itself. */
export const groupOf = macOf;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** What HTTP Basic carries instead of the account's password. */
export const passwordOf = (password: string): string => md5(md5(password));

/**
 * The settings of the phone's group. They are those of the phone itself (`FlashServerIP`, `FlashFileName`, `FlashProtocol`), so the
 * name of the phone's file follows the link of its folder. A query has no place there.
 */
export function materialServerOf(mac: MacAddress, link: string): string[] {
  const { protocol, host, pathname } = new URL(link);
  const path = pathname.slice(1);
  return [
    `cfgName=${groupOf(mac)}`,
    // After each restart.
    'cfgPfMode=1',
    'cfgDhcpOpt=false',
    'cfgPnpEnable=false',
    `cfgPfSrv=${host}`,
    `cfgPfName=${pathname.endsWith('/') ? `${path}${mac}.cfg` : path}`,
    `cfgPfProt=${protocol === 'https:' ? 5 : 4}`,
  ];
}

/** The phones of our own account. How an item of the list is written is UNVERIFIED. */
export function phonesOf(answer: RedirectAnswer): Result<readonly XmlRpcValue[], RpsError> {
  const [list] = answer.values;
  if (answer.isDone && Array.isArray(list)) return ok(list);
  // That an account without phones says so in one of these ways is a guess.
  if (answer.isDone ? list === '' : errorKey(answer) === 'device_not_exist') return ok([]);
  return err(answer.isDone ? rpsError('bad_response') : refusalOf(answer));
}

/** Of a phone that is not in our own account nothing is known. */
export const lookupOf = (phones: readonly XmlRpcValue[], mac: MacAddress): Lookup =>
  phones.some((phone) => holdsMac(phone, mac)) ? { kind: 'ours' } : { kind: 'unknown' };

function holdsMac(value: XmlRpcValue, mac: MacAddress): boolean {
  if (typeof value === 'string') return value.replace(/[:.\-\s]/g, '').toLowerCase() === mac;
  if (Array.isArray(value)) return value.some((one) => holdsMac(one, mac));
  return value instanceof Map && [...value.values()].some((one) => holdsMac(one, mac));
}

const REFUSALS: ReadonlyMap<string, RpsErrorCode> = new Map([
  ['url_format_error', 'invalid_url'],
  ['mac_format_error', 'invalid_mac'],
  // It may as well mean a duplicate of our own (UNVERIFIED); but only phones that our own list does not have are registered.
  ['device_had_existed', 'owned_by_other'],
  ['server_had_existed', 'already_exists'],
  ['device_not_exist', 'not_found'],
  ['server_not_exist', 'not_found'],
  ['server_not_existed', 'not_found'],
]);

export const refusalOf = (answer: RedirectAnswer): RpsError => keyedRefusal(answer, REFUSALS);

export const isGone = (answer: RedirectAnswer): boolean =>
  answer.isDone || refusalOf(answer).code === 'not_found';
