import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

type Login = { username: string; password: string };
type Request = { challenge: string; method: string; uri: string };

/** The Authorization header with which a phone answers a challenge, written from RFC 7616 alone. */
export function answerChallenge({ challenge, method, uri }: Request, { username, password }: Login): string {
  const [, nonce = ''] = /nonce="([^"]*)"/.exec(challenge) ?? [];
  const [, realm = ''] = /realm="([^"]*)"/.exec(challenge) ?? [];
  const [nc, cnonce] = ['00000001', 'c0ffee'];
  const ha1 = md5(`${username}:${realm}:${password}`);
  const response = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  return (
    `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
    `qop=auth, nc=${nc}, cnonce="${cnonce}", response="${response}"`
  );
}
