import type { Result } from '#server/ports/result.ts';
import { baseAddress } from '../../base-address.ts';
import type { HttpsAnswer } from '../../https.ts';
import type { ProviderDeps } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';

export type PolyCredentials = { readonly apiKey: string; readonly profileId: string };

export type PolyCall = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1`. */
  readonly path: string;
  readonly body?: unknown;
};

export type PolyClient = { call(one: PolyCall): Promise<Result<HttpsAnswer, RpsError>> };

const CONTENT_TYPE = 'application/json';

/** Speaks to Poly Zero Touch with an account's key. An endpoint's path stands for `/v1`. */
export function createPolyClient({ apiKey }: PolyCredentials, { send, endpoint }: ProviderDeps): PolyClient {
  const base = baseAddress('https://api.ztp.poly.com/v1', endpoint);
  return {
    call: ({ method, path, body }) =>
      send({
        ...{ method, url: new URL(`${base}${path}`), isWrite: method !== 'GET' },
        headers: {
          ...{ 'api-key': apiKey, accept: CONTENT_TYPE },
          ...(body === undefined ? {} : { 'content-type': CONTENT_TYPE }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}
