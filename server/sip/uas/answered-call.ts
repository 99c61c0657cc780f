import {
  afterRemoteRequest,
  type Dialog,
  dialogOfUas,
  isOfDialog,
  requestInDialog,
} from '../dialog/dialog.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import { bodyText, type SipRequest } from '../message/message.ts';
import type { ResponseMore } from '../message/respond.ts';
import type { ServerTransaction } from '../server-transaction.ts';
import { digitOfInfo } from './info-digits.ts';
import { SuccessResponse } from './success-response.ts';

/** What the one who answers a call is told. */
export type AnsweredCallUser = {
  digit(digit: string): void;
  /** A new offer in the call (hold, for one): the answer, or undefined for 488. */
  offer(sdp: string): string | undefined;
  /** The peer hung up, or is gone: no ACK, a broken flow. */
  hungUp(nowMs: number): void;
  /** Our BYE was answered, or never will be. */
  byeAnswered(nowMs: number): void;
};

const ALLOW = 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE';
const encoder = new TextEncoder();

/**
 * Our side of one call that we answered.
 *
 *     ringing ──accept──► answered ──ACK──► confirmed ──BYE either way──► over
 *        │                   │ no ACK in 64*T1: BYE
 *        └──CANCEL──► over   └──────────────────────────────────────────► over
 */
export class AnsweredCall {
  readonly #engine: SipEngine;
  readonly #transaction: ServerTransaction;
  readonly #contact: string;
  readonly #user: AnsweredCallUser;
  readonly #success: SuccessResponse;
  #state: 'ringing' | 'answered' | 'confirmed' | 'over' = 'ringing';
  #dialog: Dialog | undefined;

  constructor(args: {
    engine: SipEngine;
    transaction: ServerTransaction;
    contact: string;
    user: AnsweredCallUser;
  }) {
    this.#engine = args.engine;
    this.#transaction = args.transaction;
    this.#contact = args.contact;
    this.#user = args.user;
    this.#success = new SuccessResponse(args.engine, (nowMs) => this.#noAck(nowMs));
    args.transaction.onCancel = (nowMs) => this.#cancelled(nowMs);
    args.transaction.onTimeout = (nowMs) => this.#peerIsGone(nowMs);
  }

  get flow(): Flow {
    return this.#transaction.flow;
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  owns(request: SipRequest): boolean {
    return this.#dialog !== undefined && isOfDialog(this.#dialog, request);
  }

  /** Says that somebody is being called: a simulated phone that rings. */
  ring(nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#transaction.reply(180, nowMs, { headers: [['Contact', `<${this.#contact}>`]] });
  }

  /** Answers the call with our session description. Nothing happens if the caller has gone already. */
  accept(sdp: string, nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#dialog = dialogOfUas(this.#transaction.request, this.#transaction.localTag);
    if (this.#dialog === undefined) {
      this.#state = 'over';
      this.#transaction.reply(400, nowMs, { reason: 'Missing Contact' });
      return;
    }
    this.#state = 'answered';
    this.#success.send(this.#transaction, this.#okWith(sdp), nowMs);
  }

  /** Refuses the call. */
  reject(status: number, nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#state = 'over';
    this.#transaction.reply(status, nowMs);
  }

  /** A request in the dialog. */
  receive(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    const next = this.#dialog && afterRemoteRequest(this.#dialog, request);
    if (next === undefined || this.#state === 'over') return transaction.reply(481, nowMs);
    if (next === 'out-of-order') return transaction.reply(500, nowMs);
    this.#dialog = next;
    switch (request.method) {
      case 'BYE':
        transaction.reply(200, nowMs);
        this.#peerIsGone(nowMs);
        return;
      case 'INFO':
        return this.#info(transaction, nowMs);
      case 'INVITE':
      case 'UPDATE':
        return this.#newOffer(transaction, nowMs);
      case 'OPTIONS':
        return transaction.reply(200, nowMs, { headers: [['Allow', ALLOW]] });
      default:
        return transaction.reply(405, nowMs, { headers: [['Allow', ALLOW]] });
    }
  }

  /** The ACK of our 2xx. */
  ack(): void {
    this.#success.stop();
    if (this.#state === 'answered') this.#state = 'confirmed';
  }

  /** Ends the call from our side. */
  hangUp(nowMs: number): void {
    if (this.#state === 'ringing') return this.reject(480, nowMs);
    if (this.#state === 'over' || this.#dialog === undefined) return;
    this.#state = 'over';
    this.#success.stop();
    const { dialog, request } = requestInDialog(this.#dialog, 'BYE');
    this.#dialog = dialog;
    const done = (doneMs: number): void => this.#user.byeAnswered(doneMs);
    const user = {
      response: ({ status }: { status: number }, atMs: number) => (status >= 200 ? done(atMs) : undefined),
      failed: (_: string, atMs: number) => done(atMs),
    };
    this.#engine.request(request, this.flow, { user, nowMs });
  }

  #okWith(sdp: string | undefined): ResponseMore {
    const headers: Array<[string, string]> = [
      ['Contact', `<${this.#contact}>`],
      ['Allow', ALLOW],
    ];
    if (sdp !== undefined) headers.push(['Content-Type', 'application/sdp']);
    return { headers, body: encoder.encode(sdp ?? '') };
  }

  #noAck(nowMs: number): void {
    if (this.#state === 'over') return;
    this.hangUp(nowMs);
    this.#user.hungUp(nowMs);
  }

  #info(transaction: ServerTransaction, nowMs: number): void {
    const digit = digitOfInfo(transaction.request);
    transaction.reply(200, nowMs);
    if (digit !== undefined) this.#user.digit(digit);
  }

  #newOffer(transaction: ServerTransaction, nowMs: number): void {
    const offer = bodyText(transaction.request);
    const answer = offer === '' ? undefined : this.#user.offer(offer);
    if (offer !== '' && answer === undefined) transaction.reply(488, nowMs);
    else if (transaction.request.method === 'INVITE')
      this.#success.send(transaction, this.#okWith(answer), nowMs);
    else transaction.reply(200, nowMs, this.#okWith(answer));
  }

  #cancelled(nowMs: number): void {
    if (this.#state !== 'ringing') return;
    this.#transaction.reply(487, nowMs);
    this.#peerIsGone(nowMs);
  }

  #peerIsGone(nowMs: number): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#success.stop();
    this.#user.hungUp(nowMs);
  }
}
