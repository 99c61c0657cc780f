import { parseDigestCredentials } from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';

const HEADERS = {
  401: ['WWW-Authenticate', 'Authorization'],
  407: ['Proxy-Authenticate', 'Proxy-Authorization'],
} as const;

type Wanted = { status: 401 | 407; username: string; secret: string };

/** Asks for proof as a provider does. True when it was given, with a nonce count that is new (RFC 7616 3.4). */
export function digestAsker({ status, username, secret }: Wanted) {
  const [asks, answer] = HEADERS[status];
  /** What was counted with each nonce. */
  const counted = new Map<string, number>();
  return (transaction: ServerTransaction, nowMs: number): boolean => {
    const { request } = transaction;
    const given = parseDigestCredentials(request.headers.get(answer) ?? '');
    const count = Number.parseInt(given?.nc ?? '0', 16);
    const isRight = given?.username === username && isRightResponse(given, secret, request.method);
    if (isRight && count > (counted.get(given.nonce) ?? count)) {
      counted.set(given.nonce, count);
      return true;
    }
    const nonce = `n${counted.size + 1}`;
    counted.set(nonce, 0);
    const challenge = `Digest realm="itsp", nonce="${nonce}", algorithm=MD5, qop="auth"`;
    transaction.reply(status, nowMs, { headers: [[asks, challenge]] });
    return false;
  };
}
