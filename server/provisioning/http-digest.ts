import { hash, timingSafeEqual } from 'node:crypto';

/** What an `Authorization: Digest …` header says (RFC 7616 3.4). */
export type HttpCredentials = {
  username: string;
  realm: string;
  nonce: string;
  uri: string;
  response: string;
  /** Absent where the phone answers in the way of RFC 2069. */
  qop: { cnonce: string; nc: string } | undefined;
};

export const REALM = 'perch';
const NONCE_LIFETIME_MS = 5 * 60_000;
const PARAMETER = /([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** Undefined for another scheme, another algorithm than MD5, or what is incomplete. */
export function parseCredentials(header: string): HttpCredentials | undefined {
  if (!/^Digest\s/i.test(header)) return undefined;
  const values = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of header.slice(7).matchAll(PARAMETER)) {
    values.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare);
  }
  const [username, realm, nonce, uri, response] = ['username', 'realm', 'nonce', 'uri', 'response'].map(
    (name) => values.get(name),
  );
  if (!username || realm === undefined || !nonce || !uri || !response) return undefined;
  if ((values.get('algorithm') ?? 'MD5').toUpperCase() !== 'MD5') return undefined;
  const [cnonce, nc] = [values.get('cnonce'), values.get('nc')];
  if (!values.has('qop')) return { username, realm, nonce, uri, response, qop: undefined };
  if (values.get('qop')?.toLowerCase() !== 'auth' || cnonce === undefined || nc === undefined)
    return undefined;
  return { username, realm, nonce, uri, response, qop: { cnonce, nc } };
}

/** RFC 7616 3.4.1, MD5: every phone can do it, and some nothing else. */
export function isProof(credentials: HttpCredentials, password: string, method: string): boolean {
  const { username, realm, nonce, uri, qop } = credentials;
  const ha1 = md5(`${username}:${realm}:${password}`);
  const ha2 = md5(`${method}:${uri}`);
  const middle = qop === undefined ? nonce : `${nonce}:${qop.nc}:${qop.cnonce}:auth`;
  return isSame(md5(`${ha1}:${middle}:${ha2}`), credentials.response.toLowerCase());
}

/** A nonce says when it was made and that we made it, so that nothing is kept for those who never come back. */
export function makeNonce(key: Uint8Array, nowMs: number): string {
  const made = Math.floor(nowMs).toString(36);
  return `${made}.${sign(key, made)}`;
}

/** Whether a nonce is ours and not too old. */
export function isFreshNonce(key: Uint8Array, nonce: string, nowMs: number): boolean {
  const [made = '', signature = ''] = nonce.split('.');
  const ageMs = nowMs - Number.parseInt(made, 36);
  return ageMs >= -1_000 && ageMs <= NONCE_LIFETIME_MS && isSame(sign(key, made), signature);
}

export const challengeHeader = (nonce: string, isStale: boolean): string =>
  `Digest realm="${REALM}", qop="auth", algorithm=MD5, nonce="${nonce}"${isStale ? ', stale=true' : ''}`;

const md5 = (text: string): string => hash('md5', text, 'hex');

/** The cut makes it as good as an HMAC: half of a SHA-256 cannot be gone on from. */
const sign = (key: Uint8Array, text: string): string =>
  hash('sha256', `${Buffer.from(key).toString('base64')}${text}`, 'base64url').slice(0, 22);

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
