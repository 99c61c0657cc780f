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

/** `name=token` or `name="quoted"`, and the comma behind it; nothing may stand between two commas (RFC 9110 5.6.1.2). */
const PARAM = /([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s,"]*))\s*(?:,[\s,]*|$)/y;

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
