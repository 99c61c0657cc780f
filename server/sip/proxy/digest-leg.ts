import type { ClientTransaction, ClientTransactionUser } from '../client-transaction.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import { cseqOf, type SipRequest, type SipResponse } from '../message/message.ts';
import type { DigestClient, SentRequest } from '../uac/digest-client.ts';
import type { RequestSender } from './proxied-request.ts';

type On = { user: ClientTransactionUser; nowMs: number };
/** How an INVITE went out: its ACK and PRACK say the same number. */
type SentInvite = { readonly number: number; readonly credentials: ReadonlyArray<readonly [string, string]> };

const CREDENTIALS = ['Proxy-Authorization', 'Authorization'];
/** An ACK is for the last INVITE, or for one before it that comes late. */
const INVITES_MAX = 4;
const BAD_GATEWAY = { status: 502, reason: 'Bad Gateway' };

/**
 * Requests of one call that go to a peer which may challenge us. A challenge that we answer takes a number more
 * (RFC 3261 22.2): from then on the peer's CSeq is ahead of the sender's, which never hears of it.
 */
export class DigestLeg implements RequestSender {
  readonly #send: (request: SipRequest, flow: Flow, on: On) => SentRequest;
  readonly #invites = new Map<number, SentInvite>();
  #ahead = 0;

  /** @param digest undefined for a peer that has no credentials of ours: a challenge is a failure then */
  constructor(engine: SipEngine, digest: DigestClient | undefined) {
    const plain = { send: engine.request };
    this.#send = (request, flow, on) => (digest ?? plain).send(request, flow, on);
  }

  send(request: SipRequest, flow: Flow, on: On): Pick<ClientTransaction, 'cancel'> {
    const sent = this.#send(this.#moved(request), flow, {
      nowMs: on.nowMs,
      user: {
        failed: (why, nowMs) => on.user.failed(why, nowMs),
        response: (response, nowMs) => {
          this.#note(request, sent.request);
          on.user.response(notToBeAnswered(response), nowMs);
        },
      },
    });
    return sent;
  }

  /** RFC 3261 13.2.2.4, 22.1: the ACK of a 2xx has the number and the credentials of its INVITE. */
  ack(ack: SipRequest): SipRequest {
    const invite = this.#invites.get(cseqOf(ack)?.number ?? 0);
    if (invite === undefined) return ack;
    const headers = ack.headers.clone().set('CSeq', `${invite.number} ACK`);
    for (const [name, value] of invite.credentials) headers.set(name, value);
    return { ...ack, headers };
  }

  #moved(request: SipRequest): SipRequest {
    if (this.#ahead === 0) return request;
    const headers = request.headers.clone();
    headers.set('CSeq', `${(cseqOf(request)?.number ?? 0) + this.#ahead} ${request.method}`);
    // RFC 3262 7.2: which INVITE's provisional response a PRACK is for.
    const [, rseq, number, method] = /^(\d+)\s+(\d+)\s+(\S+)$/.exec(headers.get('RAck') ?? '') ?? [];
    const invite = this.#invites.get(Number(number));
    if (invite !== undefined) headers.set('RAck', `${rseq} ${invite.number} ${method}`);
    return { ...request, headers };
  }

  #note(asked: SipRequest, sent: SipRequest): void {
    const [own, number] = [cseqOf(asked)?.number ?? 0, cseqOf(sent)?.number ?? 0];
    this.#ahead = Math.max(this.#ahead, number - own);
    if (sent.method !== 'INVITE') return;
    const credentials = CREDENTIALS.flatMap((name): Array<readonly [string, string]> => {
      const value = sent.headers.get(name);
      return value === undefined ? [] : [[name, value]];
    });
    this.#invites.set(own, { number, credentials });
    const [oldest] = this.#invites.keys();
    if (this.#invites.size > INVITES_MAX && oldest !== undefined) this.#invites.delete(oldest);
  }
}

/** The peer asks us and not the one who calls. */
function notToBeAnswered(response: SipResponse): SipResponse {
  if (response.status !== 401 && response.status !== 407) return response;
  const headers = response.headers.clone().delete('WWW-Authenticate').delete('Proxy-Authenticate');
  return { ...response, ...BAD_GATEWAY, headers };
}
