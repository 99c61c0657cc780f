import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Hawk, holder-of-key authentication (mozilla/hawk, protocol 1, SHA-256), as far as a client needs it. */
export type HawkKey = { readonly id: string; readonly key: string };

export type HawkRequest = {
  readonly method: string;
  readonly url: URL;
  readonly tsSeconds: number;
  /** Never used before with this key and time. */
  readonly nonce: string;
  readonly payload?: { readonly contentType: string; readonly body: string };
};

/** The value of `Authorization`. A request with a payload vouches for it with its hash. */
export function hawkHeader({ id, key }: HawkKey, request: HawkRequest): string {
  const { method, url, tsSeconds, nonce, payload } = request;
  const hash = payload === undefined ? '' : payloadHash(payload);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const lines = [
    tsSeconds,
    nonce,
    method.toUpperCase(),
    url.pathname + url.search,
    url.hostname,
    port,
    hash,
    '',
  ];
  const mac = hmac(key, ['hawk.1.header', ...lines]);
  const hashed = hash === '' ? '' : `hash="${hash}", `;
  return `Hawk id="${id}", ts="${tsSeconds}", nonce="${nonce}", ${hashed}mac="${mac}"`;
}

/**
 * The service's own time in seconds, where its `WWW-Authenticate` says that ours is stale and vouches for its own with the key.
 * Undefined else: a time that anybody could have said is not taken.
 */
export function hawkTime(challenge: string | undefined, key: string): number | undefined {
  const [, ts, tsm] = /^Hawk ts="(\d{1,12})", tsm="([^"]+)"/i.exec(challenge ?? '') ?? [];
  if (ts === undefined || tsm === undefined) return undefined;
  const said = Buffer.from(tsm);
  const right = Buffer.from(hmac(key, ['hawk.1.ts', ts]));
  return said.length === right.length && timingSafeEqual(said, right) ? Number(ts) : undefined;
}

function payloadHash({ contentType, body }: { contentType: string; body: string }): string {
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  return createHash('sha256')
    .update(linesOf(['hawk.1.payload', mediaType, body]))
    .digest('base64');
}

const hmac = (key: string, lines: readonly (string | number)[]): string =>
  createHmac('sha256', key).update(linesOf(lines)).digest('base64');

const linesOf = (lines: readonly (string | number)[]): string => lines.map((line) => `${line}\n`).join('');
