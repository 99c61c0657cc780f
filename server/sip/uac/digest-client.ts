import { answerChallenge } from '#server/digest/challenge.ts';
import { parseDigestParams } from '#server/digest/credentials.ts';
import type { ClientTransaction, ClientTransactionUser } from '../client-transaction.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import { cseqOf, type SipRequest, type SipResponse } from '../message/message.ts';

export type SipAccount = { readonly username: string; readonly password: string };

/** A request under way, through whatever challenges it meets. */
export type SentRequest = {
  /** The newest form of it: its CSeq rises with each challenge that is answered. */
  readonly request: SipRequest;
  cancel(nowMs: number): void;
};

type Challenge = { readonly value: string; readonly proxy: boolean; used: number };

/** RFC 7616 3.3: once more where the nonce was stale. Whoever calls every nonce stale is not believed for ever. */
const ANSWERS_MAX = 2;

/**
 * Sends requests and answers the challenges that they meet (RFC 3261 22.2 and 22.3). A challenge is kept: the next
 * request carries credentials from the start, with a nonce count that rises (RFC 7616 3.4).
 */
export class DigestClient {
  readonly #engine: SipEngine;
  readonly #account: SipAccount;
  #challenge: Challenge | undefined;

  constructor(engine: SipEngine, account: SipAccount) {
    this.#engine = engine;
    this.#account = account;
  }

  /** @param on.user told of every response but the challenges that were answered */
  send(request: SipRequest, flow: Flow, on: { user: ClientTransactionUser; nowMs: number }): SentRequest {
    let current: ClientTransaction;
    let answers = 0;
    const start = (next: SipRequest, nowMs: number): ClientTransaction =>
      this.#engine.request(this.#withCredentials(next), flow, { user, nowMs });
    const user: ClientTransactionUser = {
      failed: (why, nowMs) => on.user.failed(why, nowMs),
      response: (response, nowMs) => {
        const challenge = challengesOf(response).find((one) => this.#canAnswer(one, request));
        const mayTry = answers === 0 || (answers < ANSWERS_MAX && challenge && isStale(challenge.value));
        if (!mayTry || challenge === undefined) return on.user.response(response, nowMs);
        answers += 1;
        this.#challenge = challenge;
        current = start(withNextCseq(current.request), nowMs);
      },
    };
    current = start(request, on.nowMs);
    return {
      get request() {
        return current.request;
      },
      cancel: (nowMs) => current.cancel(nowMs),
    };
  }

  #withCredentials(request: SipRequest): SipRequest {
    const challenge = this.#challenge;
    const value = challenge && this.#answer(challenge, request);
    if (challenge === undefined || value === undefined) return request;
    const name = challenge.proxy ? 'Proxy-Authorization' : 'Authorization';
    return { ...request, headers: request.headers.clone().set(name, value) };
  }

  #answer(challenge: Challenge, { method, uri }: SipRequest): string | undefined {
    challenge.used += 1;
    const cnonce = this.#engine.newTag();
    return answerChallenge(challenge.value, { ...this.#account, method, uri, cnonce, count: challenge.used });
  }

  #canAnswer(challenge: Challenge, request: SipRequest): boolean {
    return this.#answer({ ...challenge }, request) !== undefined;
  }
}

/** RFC 8760 2.4: one for each algorithm, the preferred first. */
function challengesOf({ status, headers }: SipResponse): Challenge[] {
  if (status !== 401 && status !== 407) return [];
  const proxy = status === 407;
  return headers
    .lines(proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate')
    .map((value) => ({ value, proxy, used: 0 }));
}

const isStale = (challenge: string): boolean =>
  parseDigestParams(challenge)?.get('stale')?.toLowerCase() === 'true';

/** RFC 3261 22.2: the request again, as a new one: without our Via, with the next CSeq. */
function withNextCseq(request: SipRequest): SipRequest {
  const headers = request.headers.clone();
  // One that is passed on has the Vias of others below ours.
  headers.replaceAll('Via', (headers.list('Via') ?? []).slice(1));
  headers.set('CSeq', `${(cseqOf(request)?.number ?? 0) + 1} ${request.method}`);
  return { ...request, headers };
}
