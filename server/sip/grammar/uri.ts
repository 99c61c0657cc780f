import { noParams, type Params, serializeParams } from './params.ts';
import { parseDigits } from './tokens.ts';

/** A `sip:` or `sips:` URI (RFC 3261 19.1). `user` is unescaped. */
export type SipUri = {
  readonly scheme: 'sip' | 'sips';
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Lower case; an IPv6 address keeps its brackets. */
  readonly host: string;
  readonly port: number | undefined;
  /** Names in lower case; values unescaped. */
  readonly params: Params;
  /** What follows `?`, as it came. */
  readonly headers: string | undefined;
};

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.\-_]*))$/i;
const USER = /^(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/#]|%[0-9A-Fa-f]{2})+$/;
const PARAM = /^(?:[A-Za-z0-9\-_.!~*'()[\]/:&+$]|%[0-9A-Fa-f]{2})+$/;

/** Undefined for what is no SIP URI: another scheme, or a grammar error. */
export function parseSipUri(text: string): SipUri | undefined {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, colon).toLowerCase();
  if (scheme !== 'sip' && scheme !== 'sips') return undefined;
  const rest = text.slice(colon + 1);
  const at = rest.lastIndexOf('@', endOfUserInfo(rest));
  const userInfo = at < 0 ? undefined : parseUserInfo(rest.slice(0, at));
  if (at >= 0 && userInfo === undefined) return undefined;
  const tail = parseTail(rest.slice(at + 1));
  return tail && { scheme, user: userInfo?.user, password: userInfo?.password, ...tail };
}

/** An `@` after `?` belongs to the headers, not to the user. */
function endOfUserInfo(rest: string): number {
  const firstAt = rest.indexOf('@');
  if (firstAt < 0) return -1;
  const question = rest.indexOf('?', firstAt);
  return question < 0 ? rest.length : question;
}

function parseUserInfo(text: string): { user: string; password: string | undefined } | undefined {
  const colon = text.indexOf(':');
  const user = colon < 0 ? text : text.slice(0, colon);
  const password = colon < 0 ? undefined : text.slice(colon + 1);
  if (!USER.test(user)) return undefined;
  return { user: unescapeText(user), password };
}

type Tail = Pick<SipUri, 'host' | 'port' | 'params' | 'headers'>;

function parseTail(text: string): Tail | undefined {
  const question = text.indexOf('?');
  const beforeHeaders = question < 0 ? text : text.slice(0, question);
  const headers = question < 0 ? undefined : text.slice(question + 1);
  const semicolon = beforeHeaders.indexOf(';');
  const hostPort = semicolon < 0 ? beforeHeaders : beforeHeaders.slice(0, semicolon);
  const where = parseHostPort(hostPort);
  const params = semicolon < 0 ? noParams : parseUriParams(beforeHeaders.slice(semicolon + 1));
  return where && params && { ...where, params, headers };
}

/** `host`, `host:port`, `[v6]:port`. */
export function parseHostPort(text: string): { host: string; port: number | undefined } | undefined {
  const colon = text.endsWith(']') ? -1 : text.lastIndexOf(':');
  const isV6WithoutPort = colon >= 0 && text.indexOf(':') !== colon && !text.startsWith('[');
  if (isV6WithoutPort) return undefined;
  const host = colon < 0 ? text : text.slice(0, colon);
  const port = colon < 0 ? undefined : parsePort(text.slice(colon + 1));
  if (!HOST.test(host) || port === null) return undefined;
  return { host: host.toLowerCase(), port };
}

function parsePort(text: string): number | null {
  const port = parseDigits(text, 5) ?? 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

function parseUriParams(text: string): Params | undefined {
  const params = new Map<string, string | null>();
  for (const part of text.split(';')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? null : part.slice(equals + 1);
    if (!PARAM.test(name) || (value !== null && value !== '' && !PARAM.test(value))) return undefined;
    params.set(unescapeText(name).toLowerCase(), value === null ? null : unescapeText(value));
  }
  return params;
}

/** `%41` → `A`; bytes that are no UTF-8 stay escaped. */
export function unescapeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const escapeUser = (user: string): string =>
  user.replace(/[^A-Za-z0-9\-_.!~*'()&=+$,;?/]/gu, (letter) => encodeURIComponent(letter));
const escapeParam = (value: string): string =>
  value.replace(/[^A-Za-z0-9\-_.!~*'()[\]/:&+$]/gu, (letter) => encodeURIComponent(letter));

export function serializeSipUri(uri: SipUri): string {
  const password = uri.password === undefined ? '' : `:${uri.password}`;
  const userInfo = uri.user === undefined ? '' : `${escapeUser(uri.user)}${password}@`;
  const port = uri.port === undefined ? '' : `:${uri.port}`;
  const params = new Map<string, string | null>();
  for (const [name, value] of uri.params)
    params.set(escapeParam(name), value === null ? null : escapeParam(value));
  const headers = uri.headers === undefined ? '' : `?${uri.headers}`;
  return `${uri.scheme}:${userInfo}${uri.host}${port}${serializeParams(params)}${headers}`;
}

/** Parameters that must be on both sides or on neither (RFC 3261 19.1.4). */
const NEVER_IGNORED = ['user', 'ttl', 'method', 'maddr', 'transport'];

/** RFC 3261 19.1.4. */
export function isSameUri(a: SipUri, b: SipUri): boolean {
  if (a.scheme !== b.scheme || a.user !== b.user || a.password !== b.password) return false;
  if (a.host !== b.host || a.port !== b.port || (a.headers ?? '') !== (b.headers ?? '')) return false;
  for (const name of NEVER_IGNORED) if (a.params.has(name) !== b.params.has(name)) return false;
  for (const [name, value] of a.params) {
    const other = b.params.get(name);
    if (other !== undefined && other?.toLowerCase() !== value?.toLowerCase()) return false;
  }
  return true;
}
