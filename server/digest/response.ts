import { hash, timingSafeEqual } from 'node:crypto';
import type { DigestAlgorithm, DigestCredentials } from './credentials.ts';

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
