import { ok, type Result } from '#server/ports/result.ts';
import { baseAddress } from '../../base-address.ts';
import type { HttpsAnswer } from '../../https.ts';
import type { ProviderDeps } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';
import { createTokenCache } from '../../token-cache.ts';
import { isTokenRefused, tokenOf } from './mapper.ts';

export type EdsCredentials = { readonly apiUserName: string; readonly apiPassword: string };

export type EdsCall = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api`. */
  readonly path: string;
  readonly body?: unknown;
};

export type EdsClient = {
  call(one: EdsCall): Promise<Result<HttpsAnswer, RpsError>>;
  /** The next call signs in again. */
  forgetToken(): void;
};

const CONTENT_TYPE = 'application/json';
/** How long a token lives is UNVERIFIED, and not told: it is fetched anew well before it could matter, and where it is refused. */
const TOKEN_SECONDS = 600;

/** Speaks to EDS, signed in. An endpoint's path stands for `/api`. */
export function createEdsClient({ apiUserName, apiPassword }: EdsCredentials, deps: ProviderDeps): EdsClient {
  const { send, clock } = deps;
  const base = baseAddress('https://api.eds.al-enterprise.com/api', deps.endpoint);
  const request = ({ method, path, body }: EdsCall, headers: Record<string, string>) =>
    send({
      ...{ method, url: new URL(`${base}${path}`), isWrite: method !== 'GET' },
      headers: {
        ...{ ...headers, accept: CONTENT_TYPE },
        ...(body === undefined ? {} : { 'content-type': CONTENT_TYPE }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const signIn: EdsCall = { method: 'GET', path: '/bp_user/generate/token' };
  const tokens = createTokenCache({
    clock,
    isRefused: isTokenRefused,
    fetch: async () => {
      const answer = await request(signIn, { api_user_name: apiUserName, api_password: apiPassword });
      const access = answer.ok ? tokenOf(answer.value, clock.nowMs()) : answer;
      return access.ok ? ok({ access: access.value, lifetimeSeconds: TOKEN_SECONDS }) : access;
    },
  });
  return {
    call: (one) => tokens.use((token) => request(one, { token })),
    forgetToken: tokens.forget,
  };
}
