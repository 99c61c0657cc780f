import { createHash, randomBytes } from 'node:crypto';
import { answerChallenge } from '#server/digest/challenge.ts';

export type Download = { status: number; text: string; bytes: Buffer; md5: string };

type Args = { url: string; userAgent: string; username: string; password: string };

/** PUTs a file, without credentials; answers the status. */
export async function upload({ url, userAgent, text }: Args & { text: string }): Promise<number> {
  const response = await fetch(url, { method: 'PUT', headers: { 'user-agent': userAgent }, body: text });
  await response.body?.cancel();
  return response.status;
}

/** GETs a file as a phone does: without credentials first, with digest when it is asked for. */
export async function download({ url, userAgent, username, password }: Args): Promise<Download> {
  const headers = { 'user-agent': userAgent };
  const first = await fetch(url, { headers });
  const challenge = first.headers.get('www-authenticate');
  if (first.status !== 401 || challenge === null || username === '') return finish(first);
  await first.body?.cancel();
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
    : finish(await fetch(url, { headers: { ...headers, authorization } }));
}

async function finish(response: Response): Promise<Download> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const md5 = createHash('md5').update(bytes).digest('hex');
  return { status: response.status, text: bytes.toString('utf8'), bytes, md5 };
}
