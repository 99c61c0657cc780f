import { type Dialog, dialogOfUac, requestInDialog } from '../dialog/dialog.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import { Headers } from '../message/headers.ts';
import { bodyText, cseqOf, type SipRequest, type SipResponse, tagOf, toOf } from '../message/message.ts';
import type { ServerTransaction } from '../server-transaction.ts';
import { ALLOW, CallDialog } from '../uas/call-dialog.ts';
import type { DigestClient, SentRequest } from './digest-client.ts';

export type OutgoingCallUser = {
  /** A 180 or 183; what it describes, if anything. */
  ringing?(status: number, sdp: string, nowMs: number): void;
  answered(sdp: string, nowMs: number): void;
  /** A new offer in the call (hold, for one): the answer, or undefined for 488. */
  offer?(sdp: string): string | undefined;
  /** Over: the status that refused it (487 after `hangUp`, 408 without an answer), or 200 after a BYE. */
  ended(status: number, nowMs: number): void;
};

type Args = {
  engine: SipEngine;
  digest: DigestClient;
  flow: Flow;
  /** `sip:*70101@perch.example` */
  target: string;
  /** From without its tag: `"Ann" <sip:101@perch.example>`. */
  from: string;
  contact: string;
  sdp: string;
  headers?: ReadonlyArray<readonly [name: string, value: string]>;
  user: OutgoingCallUser;
  nowMs: number;
};

const encoder = new TextEncoder();

/**
 * Our side of one call that we placed.
 *
 *     calling ──2xx: ACK──► confirmed ──BYE either way──► over
 *        │ hang up               ▲ then BYE                 ▲
 *        ├──► cancelled ──2xx: ACK──┘                       │
 *        │        └──────── 300–699, nothing ───────────────┤
 *        └───────────────── 300–699, nothing ───────────────┘
 */
export class OutgoingCall {
  readonly callId: string;
  readonly #args: Args;
  readonly #sent: SentRequest;
  readonly #dialog: CallDialog;
  #state: 'calling' | 'cancelled' | 'confirmed' | 'over' = 'calling';
  #ack: SipRequest | undefined;

  constructor(args: Args) {
    this.#args = args;
    const { engine, contact, user, sdp } = args;
    this.#dialog = new CallDialog({
      engine,
      contact,
      user: {
        digit() {},
        offer: (offer) => user.offer?.(offer),
        ownOffer: () => sdp,
        // The caller of a simulated phone talks on as before.
        answer: () => true,
        bye: (nowMs) => this.#over(200, nowMs),
        lost: (nowMs) => this.hangUp(nowMs),
      },
    });
    this.callId = `${args.engine.newTag()}${args.engine.newTag()}`;
    this.#sent = args.digest.send(this.#invite(), args.flow, {
      nowMs: args.nowMs,
      user: {
        response: (response, nowMs) => this.#received(response, nowMs),
        failed: (why, nowMs) => this.#over(why === 'timeout' ? 408 : 503, nowMs),
      },
    });
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** Whether a request that came in is part of this call. */
  owns(request: SipRequest): boolean {
    return this.#dialog.owns(request);
  }

  /** CANCEL while it rings, BYE after the answer. */
  hangUp(nowMs: number): void {
    if (this.#state === 'calling') {
      this.#state = 'cancelled';
      this.#sent.cancel(nowMs);
    } else if (this.#state === 'confirmed') {
      this.#sendInDialog('BYE', { nowMs });
      this.#over(200, nowMs);
    }
  }

  /** A key, as SIP INFO. */
  sendDigit(digit: string, nowMs: number): void {
    if (this.#state !== 'confirmed') return;
    const body = encoder.encode(`Signal=${digit}\r\nDuration=160\r\n`);
    this.#sendInDialog('INFO', { nowMs, headers: [['Content-Type', 'application/dtmf-relay']], body });
  }

  /** A request in the call. */
  receive(transaction: ServerTransaction, nowMs: number): void {
    if (this.#state === 'over') transaction.reply(481, nowMs);
    else this.#dialog.receive(transaction, nowMs);
  }

  /** The ACK of our 2xx to an INVITE within the call. */
  ack(ack: SipRequest, nowMs: number): void {
    this.#dialog.ack(ack, nowMs);
  }

  #invite(): SipRequest {
    const { target, from, contact, sdp, engine } = this.#args;
    const headers = new Headers()
      .append('From', `${from};tag=${engine.newTag()}`)
      .append('To', `<${target}>`)
      .append('Call-ID', this.callId)
      .append('CSeq', '1 INVITE')
      .append('Max-Forwards', '70')
      .append('Contact', `<${contact}>`)
      .append('Allow', ALLOW)
      .append('Content-Type', 'application/sdp');
    for (const [name, value] of this.#args.headers ?? []) headers.append(name, value);
    return { kind: 'request', method: 'INVITE', uri: target, headers, body: encoder.encode(sdp) };
  }

  #received(response: SipResponse, nowMs: number): void {
    const { status } = response;
    if (status >= 300) return this.#over(status, nowMs);
    if (status >= 200) return this.#succeeded(response, nowMs);
    if (status > 100 && this.#state === 'calling')
      this.#args.user.ringing?.(status, bodyText(response), nowMs);
  }

  /** RFC 3261 13.2.2.4: every 2xx is acknowledged; one of another fork is hung up at once. */
  #succeeded(response: SipResponse, nowMs: number): void {
    const dialog = dialogOfUac(this.#sent.request, response);
    if (dialog === undefined) return this.#over(500, nowMs);
    if (this.#ack !== undefined && tagOf(toOf(response)) === this.#dialog.remoteTag) {
      return this.#args.engine.sendAck(this.#ack, this.#args.flow);
    }
    const ackOf = cseqOf(this.#sent.request)?.number ?? 1;
    const ack = requestInDialog(dialog, 'ACK', { ackOf }).request;
    this.#args.engine.sendAck(ack, this.#args.flow);
    if (this.#ack !== undefined) return this.#bye(dialog, nowMs);
    this.#ack = ack;
    this.#dialog.begin(dialog);
    const isWanted = this.#state === 'calling';
    this.#state = 'confirmed';
    if (isWanted) return this.#args.user.answered(bodyText(response), nowMs);
    this.#bye(dialog, nowMs);
    this.#over(487, nowMs);
  }

  #bye(dialog: Dialog, nowMs: number): void {
    const { request } = requestInDialog(dialog, 'BYE');
    this.#args.digest.send(request, this.#args.flow, { user: nobody, nowMs });
  }

  #sendInDialog(
    method: string,
    { nowMs, ...more }: { nowMs: number; headers?: Array<[string, string]>; body?: Uint8Array },
  ): void {
    const request = this.#dialog.request(method, more);
    if (request === undefined) return;
    const sent = this.#args.digest.send(request, this.#args.flow, {
      nowMs,
      user: { ...nobody, response: () => this.#dialog.noteCseq(sent.request) },
    });
  }

  #over(status: number, nowMs: number): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#dialog.end();
    this.#args.user.ended(status, nowMs);
  }
}

const nobody = { response() {}, failed() {} };
