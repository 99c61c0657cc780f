import { type DigestAlgorithm, parseDigestParams } from './credentials.ts';
import { digestResponse } from './response.ts';

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
