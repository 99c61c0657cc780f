import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { answerChallenge } from '#server/digest/challenge.ts';
import { reasonOf } from './ports/log.ts';
import type { Signing } from './provisioning/phone-web.ts';
import type { WebRequest } from './provisioning/vendors/vendor.ts';

const WITHIN_MS = 5_000;

/** The status of the first that is answered, or why the last one was not. */
export async function firstAnswer(
  requests: readonly WebRequest[],
  signing: Signing,
): Promise<number | string> {
  let reason = 'no request';
  for (const request of requests) {
    try {
      return await signed(request, signing);
    } catch (error) {
      reason = reasonOf(error);
    }
  }
  return reason;
}

/** Asked without a password first: it goes out only as the phone wants it. */
async function signed(request: WebRequest, { username, password, cnonce }: Signing): Promise<number> {
  const answer = await send(request, {});
  const challenge = answer.headers['www-authenticate'];
  if (answer.statusCode !== 401 || challenge === undefined) return answer.statusCode ?? 0;
  const { pathname, search } = new URL(request.url);
  const own = { username, password, method: request.method, uri: `${pathname}${search}`, cnonce };
  const authorization = /^digest/i.test(challenge)
    ? answerChallenge(challenge, own)
    : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  if (authorization === undefined) return answer.statusCode;
  return (await send(request, { authorization })).statusCode ?? 0;
}

/** Redirects are not followed. A phone's own page has a certificate that nobody signed. */
function send({ method, url, body }: WebRequest, headers: Record<string, string>): Promise<IncomingMessage> {
  const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  const options: RequestOptions = { method, headers: { ...headers, ...form }, timeout: WITHIN_MS };
  return new Promise((resolve, reject) => {
    const heard = (answer: IncomingMessage): void => {
      answer.resume();
      resolve(answer);
    };
    const asked = url.startsWith('https:')
      ? requestHttps(url, { ...options, rejectUnauthorized: false }, heard)
      : requestHttp(url, options, heard);
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.end(body);
  });
}
