import type { Result } from '#server/ports/result.ts';
import { baseAddress } from '../base-address.ts';
import { hawkHeader, hawkTime } from '../hawk.ts';
import type { HttpsAnswer, HttpsRequest } from '../https.ts';
import type { ProviderDeps } from '../provider.ts';
import type { RpsError } from '../rps-error.ts';

export type SrapsCredentials = { readonly keyId: string; readonly keySecret: string };

export type SrapsCall = {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly body?: unknown;
};

export type SrapsClient = {
  /** Ends in a slash. */
  readonly base: URL;
  call(one: SrapsCall): Promise<Result<HttpsAnswer, RpsError>>;
};

const CONTENT_TYPE = 'application/json';

/** Speaks to the service at `address`, each request signed (Hawk). An endpoint's path stands for that of the address. */
export function createSrapsClient(
  address: string,
  { keyId, keySecret }: SrapsCredentials,
  deps: ProviderDeps,
): SrapsClient {
  const { send, clock, random } = deps;
  const base = new URL(`${baseAddress(address, deps.endpoint)}/`);
  /** How far the service's clock is ahead of ours. */
  let aheadSeconds = 0;

  const nowSeconds = () => Math.floor(clock.nowMs() / 1_000);
  const signed = ({ method, url, body }: SrapsCall): HttpsRequest => {
    const payload =
      body === undefined ? undefined : { contentType: CONTENT_TYPE, body: JSON.stringify(body) };
    const nonce = Buffer.from(random.bytes(8)).toString('hex');
    const tsSeconds = nowSeconds() + aheadSeconds;
    const request = { method, url, tsSeconds, nonce, ...(payload === undefined ? {} : { payload }) };
    const authorization = hawkHeader({ id: keyId, key: keySecret }, request);
    return {
      ...{ method, url, isWrite: method !== 'GET' },
      headers: { authorization, accept: CONTENT_TYPE, ...(payload ? { 'content-type': CONTENT_TYPE } : {}) },
      ...(payload === undefined ? {} : { body: payload.body }),
    };
  };
  return {
    base,
    call: async (one) => {
      const answer = await send(signed(one));
      if (!answer.ok || answer.value.status !== 401) return answer;
      const theirs = hawkTime(answer.value.headers['www-authenticate'], keySecret);
      if (theirs === undefined) return answer;
      aheadSeconds = theirs - nowSeconds();
      return send(signed(one));
    },
  };
}
