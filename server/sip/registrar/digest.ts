import { hash, timingSafeEqual } from 'node:crypto';

/** RFC 7616 with RFC 8760's names; one algorithm a challenge. */
export type DigestAlgorithm = 'MD5' | 'SHA-256';

/** What an Authorization or Proxy-Authorization header says. */
export type DigestCredentials = {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly algorithm: DigestAlgorithm;
  readonly qop: 'auth' | undefined;
  readonly cnonce: string | undefined;
  /** Eight hex digits, as they came. */
  readonly nc: string | undefined;
  readonly opaque: string | undefined;
};

/** `name=token` or `name="quoted"`, and the comma behind it. */
const PARAM = /\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s,"]*))\s*(?:,|$)/y;

/** Parameters of a `Digest …` header; undefined for another scheme or a malformed one. */
export function parseDigestParams(header: string): ReadonlyMap<string, string> | undefined {
  const scheme = /^Digest\s+/i.exec(header)?.[0];
  if (scheme === undefined) return undefined;
  const params = new Map<string, string>();
  PARAM.lastIndex = scheme.length;
  while (PARAM.lastIndex < header.length) {
    const [, name, quoted, bare = ''] = PARAM.exec(header) ?? [];
    if (name === undefined) return undefined;
    params.set(name.toLowerCase(), quoted === undefined ? bare : unescapeQuoted(quoted));
  }
  return params;
}

const unescapeQuoted = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([\s\S])/g, '$1') : text;

export function parseDigestCredentials(header: string): DigestCredentials | undefined {
  const params = parseDigestParams(header);
  if (params === undefined) return undefined;
  const [username, realm, nonce] = [params.get('username'), params.get('realm'), params.get('nonce')];
  const [uri, response] = [params.get('uri'), params.get('response')];
  const algorithm = (params.get('algorithm') ?? 'MD5').toUpperCase();
  const qop = params.get('qop')?.toLowerCase();
  if (!username || realm === undefined || !nonce || !uri || !response) return undefined;
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return undefined;
  if (qop !== undefined && qop !== 'auth') return undefined;
  const [cnonce, nc] = [params.get('cnonce'), params.get('nc')];
  if (qop === 'auth' && (cnonce === undefined || nc === undefined || !/^[0-9a-f]{8}$/i.test(nc)))
    return undefined;
  return {
    username,
    realm,
    nonce,
    uri,
    response: response.toLowerCase(),
    algorithm,
    qop,
    cnonce,
    nc,
    opaque: params.get('opaque'),
  };
}

const digest = (algorithm: DigestAlgorithm, text: string): string =>
  hash(algorithm === 'MD5' ? 'md5' : 'sha256', text, 'hex');

type Answer = Omit<DigestCredentials, 'response' | 'opaque'> & {
  readonly password: string;
  readonly method: string;
};

/** RFC 7616 3.4.1: the response that proves the password. */
export function digestResponse(args: Answer): string {
  const { algorithm } = args;
  const ha1 = digest(algorithm, `${args.username}:${args.realm}:${args.password}`);
  const ha2 = digest(algorithm, `${args.method}:${args.uri}`);
  const middle = args.qop === undefined ? args.nonce : `${args.nonce}:${args.nc}:${args.cnonce}:${args.qop}`;
  return digest(algorithm, `${ha1}:${middle}:${ha2}`);
}

export function isRightResponse(credentials: DigestCredentials, password: string, method: string): boolean {
  const expected = Buffer.from(digestResponse({ ...credentials, password, method }));
  const given = Buffer.from(credentials.response);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A nonce says when it was made and that we made it: nothing is kept for those who never come back. */
export class Nonces {
  readonly #key: string;
  readonly #lifetimeMs: number;
  /**
   * The greatest nonce count that was used with a nonce (RFC 7616 3.4, `nc`): those of this lifetime, and of the one
   * before. So each is known for as long as its nonce is good, and the old ones go all at once: to take them one by
   * one from the front of a Map means to pass by all that have been taken, each time.
   */
  #used = new Map<string, number>();
  #usedBefore = new Map<string, number>();
  #turnsAtMs = Number.NEGATIVE_INFINITY;

  constructor(key: Uint8Array, lifetimeMs: number) {
    this.#key = Buffer.from(key).toString('base64');
    this.#lifetimeMs = lifetimeMs;
  }

  make(nowMs: number, salt: string): string {
    const text = `${Math.floor(nowMs).toString(36)}.${salt}`;
    return `${text}.${this.#sign(text)}`;
  }

  /** `fresh`, too old (or a count that was used: the phone is asked again), or not ours at all. */
  check(nonce: string, nc: string | undefined, nowMs: number): 'fresh' | 'stale' | 'foreign' {
    const [made = '', salt = '', signature = ''] = nonce.split('.');
    // A string of its own: a piece of the message would keep the whole message in memory.
    const text = [made, salt].join('.');
    if (this.#sign(text) !== signature) return 'foreign';
    const madeMs = Number.parseInt(made, 36);
    if (nowMs - madeMs > this.#lifetimeMs || madeMs > nowMs + 1_000) return 'stale';
    const count = nc === undefined ? 1 : Number.parseInt(nc, 16);
    if (nowMs >= this.#turnsAtMs) this.#turn(nowMs);
    if (count <= (this.#used.get(text) ?? this.#usedBefore.get(text) ?? -1)) return 'stale';
    this.#used.set(text, count);
    return 'fresh';
  }

  #turn(nowMs: number): void {
    const isLongAgo = nowMs >= this.#turnsAtMs + this.#lifetimeMs;
    this.#usedBefore = isLongAgo ? new Map() : this.#used;
    this.#used = new Map();
    this.#turnsAtMs = nowMs + this.#lifetimeMs;
  }

  /** The cut makes it as good as an HMAC: half of a SHA-256 cannot be gone on from. */
  #sign(text: string): string {
    return hash('sha256', `${this.#key}${text}`, 'base64url').slice(0, 22);
  }
}

export type Challenge = { realm: string; nonce: string; algorithm: DigestAlgorithm; stale: boolean };

/** The value of WWW-Authenticate or Proxy-Authenticate. */
export function serializeChallenge({ realm, nonce, algorithm, stale }: Challenge): string {
  return `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale ? ', stale=true' : ''}`;
}

type ToAnswer = {
  username: string;
  password: string;
  method: string;
  uri: string;
  cnonce: string;
  count?: number;
};

/** The value of Authorization for a challenge that came from a peer; undefined where it asks for what we cannot. */
export function answerChallenge(challenge: string, own: ToAnswer): string | undefined {
  const params = parseDigestParams(challenge);
  const [realm, nonce, opaque] = [params?.get('realm'), params?.get('nonce'), params?.get('opaque')];
  const algorithm = (params?.get('algorithm') ?? 'MD5').toUpperCase();
  if (realm === undefined || nonce === undefined || (algorithm !== 'MD5' && algorithm !== 'SHA-256'))
    return undefined;
  const offersAuth =
    params
      ?.get('qop')
      ?.toLowerCase()
      .split(/\s*,\s*/)
      .includes('auth') === true;
  const qop = offersAuth ? 'auth' : undefined;
  const nc = (own.count ?? 1).toString(16).padStart(8, '0');
  const response = digestResponse({ ...own, realm, nonce, algorithm, qop, nc });
  const fields = [
    `username="${own.username}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${own.uri}"`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
    ...(qop === undefined ? [] : [`qop=auth`, `cnonce="${own.cnonce}"`, `nc=${nc}`]),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ];
  return `Digest ${fields.join(', ')}`;
}
