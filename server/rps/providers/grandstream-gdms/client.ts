import type { Result } from '#server/ports/result.ts';
import { baseAddress } from '../../base-address.ts';
import type { HttpsAnswer } from '../../https.ts';
import type { ProviderDeps } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';
import { createTokenCache, type Token } from '../../token-cache.ts';
import { isTokenRefused, tokenOf } from './mapper.ts';
import { gdmsPassword, gdmsSignature, md5 } from './signature.ts';

export type GdmsCredentials = {
  readonly username: string;
  readonly password: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly region: 'us' | 'eu';
  /** Where phones are added; the account's first site if none is named. */
  readonly siteId?: string | undefined;
  /** Whether each phone's link is pushed, or that of its site holds, which is set once in the portal. */
  readonly linkOf?: 'phone' | 'site' | undefined;
};

export type GdmsCall = { readonly path: string; readonly body: unknown; readonly isWrite: boolean };

export type GdmsClient = {
  call(one: GdmsCall): Promise<Result<HttpsAnswer, RpsError>>;
  /** Hands a configuration over: GDMS keeps it until the phone fetches it. */
  push(file: { mac: string; xml: string }): Promise<Result<HttpsAnswer, RpsError>>;
  /** The next call signs in again. */
  forgetToken(): void;
};

const HOSTS = { us: 'https://www.gdms.cloud/oapi', eu: 'https://eu.gdms.cloud/oapi' };

/** Speaks to GDMS: signed in, and each request signed. An endpoint's path stands for `/oapi`. */
export function createGdmsClient(account: GdmsCredentials, deps: ProviderDeps): GdmsClient {
  const { send, clock, random } = deps;
  const base = baseAddress(HOSTS[account.region], deps.endpoint);
  const signIn = async (grant: Record<string, string>): Promise<Result<Token, RpsError>> => {
    const form = { ...grant, client_id: account.clientId, client_secret: account.clientSecret };
    const answer = await send({
      ...{ method: 'POST', url: new URL(`${base}/oauth/token`), isWrite: false },
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    return answer.ok ? tokenOf(answer.value, clock.nowMs()) : answer;
  };
  const byPassword = {
    username: account.username,
    password: gdmsPassword(account.password),
    grant_type: 'password',
  };
  const tokens = createTokenCache({
    clock,
    isRefused: isTokenRefused,
    fetch: async (former) => {
      const refresh = former?.refresh;
      const renewed =
        refresh === undefined
          ? undefined
          : await signIn({ grant_type: 'refresh_token', refresh_token: refresh });
      return renewed?.ok ? renewed : signIn(byPassword);
    },
  });

  type Body = { text: string; contentType: string; signed: Record<string, string>; json?: string };
  const post = (path: string, isWrite: boolean, { text, contentType, signed, json }: Body) =>
    tokens.use((access) => {
      const query = { access_token: access, timestamp: `${clock.nowMs()}` };
      const signature = gdmsSignature(account, { ...query, ...signed }, json);
      const url = new URL(`${base}/v1.0.0${path}?${new URLSearchParams({ ...query, signature })}`);
      const headers = { accept: 'application/json', 'content-type': contentType };
      return send({ method: 'POST', url, headers, body: text, isWrite });
    });
  return {
    call: ({ path, body, isWrite }) => {
      const json = JSON.stringify(body);
      return post(path, isWrite, { text: json, contentType: 'application/json', signed: {}, json });
    },
    push: ({ mac, xml }) => {
      const boundary = Buffer.from(random.bytes(16)).toString('hex');
      return post('/device/config/xml', true, {
        text: formOf({ boundary, mac, xml }),
        contentType: `multipart/form-data; boundary=${boundary}`,
        signed: { mac, xml: md5(xml) },
      });
    },
    forgetToken: tokens.forget,
  };
}

/** RFC 7578. */
const formOf = ({ boundary, mac, xml }: { boundary: string; mac: string; xml: string }): string =>
  [
    `--${boundary}`,
    'Content-Disposition: form-data; name="mac"',
    '',
    mac,
    `--${boundary}`,
    'Content-Disposition: form-data; name="xml"; filename="redirect.xml"',
    'Content-Type: text/xml',
    '',
    xml,
    `--${boundary}--`,
    '',
  ].join('\r\n');
