import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as requestByHttp } from 'node:http';
import { type RequestOptions, request as requestByHttps } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { answerChallenge } from '#server/digest/challenge.ts';

export type Download = { status: number; text: string; bytes: Buffer; md5: string };

type Args = { url: string; userAgent: string; username: string; password: string };

/** Whom a phone trusts, in PEM, and what it shows of itself. Absent = as this process does, and nothing. */
export type PhoneTls = { ca?: string[]; cert?: string; key?: string };

type DownloadArgs = Args & { tls?: PhoneTls };

/** PUTs a file, without credentials; answers the status. */
export async function upload({ url, userAgent, text }: Args & { text: string }): Promise<number> {
  const response = await fetch(url, { method: 'PUT', headers: { 'user-agent': userAgent }, body: text });
  await response.body?.cancel();
  return response.status;
}

/** GETs a file as a phone does: without credentials first, with digest when it is asked for. Those in the address count. */
export async function download({ userAgent, tls = {}, ...args }: DownloadArgs): Promise<Download> {
  const { url, username, password } = withCredentialsOf(args);
  const headers = { 'user-agent': userAgent };
  const first = await get(url, { headers, ...tls });
  const challenge = first.headers['www-authenticate'];
  if (first.statusCode !== 401 || challenge === undefined || username === '') return finish(first);
  first.resume();
  const { pathname, search } = new URL(url);
  const own = {
    username,
    password,
    method: 'GET',
    uri: pathname + search,
    cnonce: randomBytes(8).toString('hex'),
  };
  const authorization = answerChallenge(challenge, own);
  return authorization === undefined
    ? finish(first)
    : finish(await get(url, { headers: { ...headers, authorization }, ...tls }));
}

function withCredentialsOf({ url, username, password }: Pick<Args, 'url' | 'username' | 'password'>) {
  const address = new URL(url);
  if (address.username === '') return { url, username, password };
  const own = [address.username, address.password].map(decodeURIComponent);
  Object.assign(address, { username: '', password: '' });
  return { url: address.href, username: own[0] ?? '', password: own[1] ?? '' };
}

async function get(url: string, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? requestByHttps(url, options) : requestByHttp(url, options);
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

async function finish(response: IncomingMessage): Promise<Download> {
  const bytes = await buffer(response);
  const md5 = createHash('md5').update(bytes).digest('hex');
  return { status: response.statusCode ?? 0, text: bytes.toString('utf8'), bytes, md5 };
}

/** A certificate in PEM: as it is, or from where it lies, in either form. */
export async function authorityAt(told: string): Promise<string> {
  if (!/^https?:/.test(told)) return String(new X509Certificate(told));
  const { status, bytes } = await finish(await get(told, {}));
  if (status !== 200) throw new Error(`the certificate at ${told} was answered ${status}`);
  return String(new X509Certificate(bytes));
}
