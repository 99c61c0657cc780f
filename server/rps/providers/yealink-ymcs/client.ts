import type { Result } from '#server/ports/result.ts';
import { baseAddress } from '../../base-address.ts';
import type { HttpsAnswer } from '../../https.ts';
import type { ProviderDeps } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';
import { createTokenCache } from '../../token-cache.ts';
import { isTokenRefused, tokenOf } from './mapper.ts';

export type YmcsCredentials = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly region: 'us' | 'eu' | 'au';
};

export type YmcsCall = {
  readonly method?: 'POST' | 'PATCH';
  /** Below `/v2/rps`. */
  readonly path: string;
  readonly body: unknown;
  readonly isWrite: boolean;
};

export type YmcsClient = {
  call(one: YmcsCall): Promise<Result<HttpsAnswer, RpsError>>;
  /** The next call signs in again. */
  forgetToken(): void;
};

/** Speaks to YMCS: signed in, and each request with a time and a nonce of its own. An endpoint's path stands for `/v2`. */
export function createYmcsClient(credentials: YmcsCredentials, deps: ProviderDeps): YmcsClient {
  const { send, clock, random } = deps;
  const base = baseAddress(`https://${credentials.region}-api.ymcs.yealink.com/v2`, deps.endpoint);
  const request = ({ method = 'POST', path, body, isWrite }: YmcsCall, authorization: string) =>
    send({
      ...{ method, url: new URL(`${base}${path}`), isWrite, body: JSON.stringify(body) },
      headers: {
        ...{ authorization, accept: 'application/json', 'content-type': 'application/json' },
        timestamp: `${clock.nowMs()}`,
        nonce: Buffer.from(random.bytes(16)).toString('hex'),
      },
    });
  const signIn = { path: '/token', body: { grant_type: 'client_credentials' }, isWrite: false };
  const tokens = createTokenCache({
    clock,
    isRefused: isTokenRefused,
    fetch: async () => {
      const answer = await request(signIn, basic(credentials));
      return answer.ok ? tokenOf(answer.value, clock.nowMs()) : answer;
    },
  });
  return {
    call: (one) => tokens.use((access) => request({ ...one, path: `/rps${one.path}` }, `Bearer ${access}`)),
    forgetToken: tokens.forget,
  };
}

const basic = ({ accessKeyId, accessKeySecret }: YmcsCredentials): string =>
  `Basic ${Buffer.from(`${accessKeyId}:${accessKeySecret}`).toString('base64')}`;
