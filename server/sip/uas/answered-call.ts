import { dialogOfUas } from '../dialog/dialog.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import type { SipRequest } from '../message/message.ts';
import type { ServerTransaction } from '../server-transaction.ts';
import { CallDialog } from './call-dialog.ts';

/** What the one who answers a call is told. */
export type AnsweredCallUser = {
  digit(digit: string): void;
  /** A new offer in the call (hold, for one): the answer, or undefined for 488. */
  offer(sdp: string): string | undefined;
  /** The caller asks for our offer within the call; undefined for 488. */
  ownOffer?(): string | undefined;
  /** The answer to an offer of ours. False if nothing can be made of it: the call ends. */
  answer?(sdp: string): boolean;
  /** The peer hung up, or is gone: no ACK, a broken flow. */
  hungUp(nowMs: number): void;
  /** Our BYE was answered, or never will be. */
  byeAnswered(nowMs: number): void;
};

/**
 * Our side of one call that we answered.
 *
 *     ringing ──accept──► answered ──ACK──► confirmed ──BYE either way──► over
 *        │                   │ no ACK in 64*T1, no answer in it: BYE
 *        └──CANCEL──► over   └──────────────────────────────────────────► over
 */
export class AnsweredCall {
  readonly #engine: SipEngine;
  readonly #transaction: ServerTransaction;
  readonly #contact: string;
  readonly #user: AnsweredCallUser;
  readonly #dialog: CallDialog;
  #state: 'ringing' | 'answered' | 'confirmed' | 'over' = 'ringing';
  #hangsUpAtAck = false;
  #newest: ServerTransaction;

  constructor(args: {
    engine: SipEngine;
    transaction: ServerTransaction;
    contact: string;
    user: AnsweredCallUser;
  }) {
    const { engine, transaction, contact, user } = args;
    this.#engine = engine;
    this.#transaction = transaction;
    this.#newest = transaction;
    this.#contact = contact;
    this.#user = user;
    this.#dialog = new CallDialog({
      engine,
      contact,
      user: {
        digit: (digit) => user.digit(digit),
        offer: (sdp) => user.offer(sdp),
        ownOffer: () => user.ownOffer?.(),
        answer: (sdp) => user.answer?.(sdp) ?? false,
        bye: (nowMs) => this.#peerIsGone(nowMs),
        lost: (nowMs) => this.#lost(nowMs),
      },
    });
    transaction.onCancel = (nowMs) => this.#cancelled(nowMs);
    transaction.onTimeout = (nowMs) => this.#peerIsGone(nowMs);
  }

  /** The way to the peer, as last heard in the call. */
  get flow(): Flow {
    return this.#newest.flow;
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  owns(request: SipRequest): boolean {
    return this.#dialog.owns(request);
  }

  /** Says that somebody is being called: a simulated phone that rings. */
  ring(nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#transaction.reply(180, nowMs, { headers: [['Contact', `<${this.#contact}>`]] });
  }

  /** Lets the caller hear something before the call is refused: early media (RFC 3261 13.3.1.1). */
  progress(sdp: string, nowMs: number): void {
    if (this.#state !== 'ringing') return;
    const headers = [
      ['Contact', `<${this.#contact}>`],
      ['Content-Type', 'application/sdp'],
    ] as const;
    this.#transaction.reply(183, nowMs, { headers, body: new TextEncoder().encode(sdp) });
  }

  /**
   * Answers the call with our session description: the answer to the caller's offer, or an offer where the caller
   * made none. Nothing happens if the caller has gone already.
   */
  accept(sdp: string, nowMs: number): void {
    if (this.#state !== 'ringing') return;
    const dialog = dialogOfUas(this.#transaction.request, this.#transaction.localTag);
    if (dialog === undefined) {
      this.#state = 'over';
      this.#transaction.reply(400, nowMs, { reason: 'Missing Contact' });
      return;
    }
    this.#state = 'answered';
    this.#dialog.begin(dialog);
    this.#dialog.succeed(this.#transaction, sdp, nowMs);
  }

  /** Refuses the call. */
  reject(status: number, nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#state = 'over';
    this.#transaction.reply(status, nowMs);
  }

  /** A request in the dialog. */
  receive(transaction: ServerTransaction, nowMs: number): void {
    if (this.#state === 'over') return transaction.reply(481, nowMs);
    this.#newest = transaction;
    this.#dialog.receive(transaction, nowMs);
  }

  /** The ACK of our 2xx. */
  ack(ack: SipRequest, nowMs: number): void {
    if (this.#state === 'over') return;
    this.#dialog.ack(ack, nowMs);
    if (this.#dialog.awaitsAck) return;
    if (this.#state === 'answered') this.#state = 'confirmed';
    if (this.#hangsUpAtAck) this.#bye(nowMs);
  }

  /** Ends the call from our side; not before the ACK of its 2xx (RFC 3261 15). */
  hangUp(nowMs: number): void {
    if (this.#state === 'ringing') return this.reject(480, nowMs);
    if (this.#state === 'answered') this.#hangsUpAtAck = true;
    else this.#bye(nowMs);
  }

  #bye(nowMs: number): void {
    const request = this.#state === 'over' ? undefined : this.#dialog.request('BYE');
    if (request === undefined) return;
    this.#state = 'over';
    this.#dialog.end();
    const done = (doneMs: number): void => this.#user.byeAnswered(doneMs);
    const user = {
      response: ({ status }: { status: number }, atMs: number) => (status >= 200 ? done(atMs) : undefined),
      failed: (_: string, atMs: number) => done(atMs),
    };
    this.#engine.request(request, this.flow, { user, nowMs });
  }

  #lost(nowMs: number): void {
    if (this.#state === 'over') return;
    this.#bye(nowMs);
    this.#user.hungUp(nowMs);
  }

  #cancelled(nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#transaction.reply(487, nowMs);
    this.#peerIsGone(nowMs);
  }

  #peerIsGone(nowMs: number): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#dialog.end();
    this.#user.hungUp(nowMs);
  }
}
