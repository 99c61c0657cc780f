import { type DigestCredentials, parseDigestCredentials } from '#server/digest/credentials.ts';
import { nonceSigner } from '#server/digest/nonce-signer.ts';

export const REALM = 'perch';
const NONCE_LIFETIME_MS = 5 * 60_000;

/** Those of MD5, which every phone can do, and some nothing else; undefined for another algorithm too. */
export function parseCredentials(header: string): DigestCredentials | undefined {
  const credentials = parseDigestCredentials(header);
  return credentials?.algorithm === 'MD5' ? credentials : undefined;
}

/**
 * A nonce says when it was made and that we made it, so that nothing is kept for those who never come back. Its counts
 * are not looked at: a phone may fetch several files at once.
 */
export class Nonces {
  readonly #sign: (text: string) => string;

  constructor(key: Uint8Array) {
    this.#sign = nonceSigner(key);
  }

  make(nowMs: number): string {
    const made = Math.floor(nowMs).toString(36);
    return `${made}.${this.#sign(made)}`;
  }

  /** Whether it is ours and not too old. */
  isFresh(nonce: string, nowMs: number): boolean {
    const [made = '', signature = ''] = nonce.split('.');
    const ageMs = nowMs - Number.parseInt(made, 36);
    return ageMs >= -1_000 && ageMs <= NONCE_LIFETIME_MS && this.#sign(made) === signature;
  }
}

export const challengeHeader = (nonce: string, isStale: boolean): string =>
  `Digest realm="${REALM}", qop="auth", algorithm=MD5, nonce="${nonce}"${isStale ? ', stale=true' : ''}`;
