import { afterRemoteRequest, type Dialog, isOfDialog, requestInDialog } from '../dialog/dialog.ts';
import type { SipEngine } from '../engine.ts';
import { bodyText, cseqOf, type SipRequest } from '../message/message.ts';
import type { ResponseMore } from '../message/respond.ts';
import type { ServerTransaction } from '../server-transaction.ts';
import { digitOfInfo } from './info-digits.ts';
import { SuccessResponse } from './success-response.ts';

export const ALLOW = 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE';

/** What one end of a call makes of what the other asks within it. */
export type CallDialogUser = {
  digit(digit: string): void;
  /** A new offer (hold, for one): the answer, or undefined for 488. */
  offer(sdp: string): string | undefined;
  /** The peer asks for an offer of ours (RFC 3261 14.2); undefined for 488. */
  ownOffer(): string | undefined;
  /** The answer to our offer. False if nothing can be made of it: the call cannot go on. */
  answer(sdp: string): boolean;
  /** The peer hung up. */
  bye(nowMs: number): void;
  /** No ACK for our 2xx, or none with an answer: a BYE is due (RFC 3261 13.3.1.4). */
  lost(nowMs: number): void;
};

type InDialog = { headers?: ReadonlyArray<readonly [string, string]>; body?: Uint8Array };

const encoder = new TextEncoder();

/** The dialog of one call, whoever placed it: what comes within it, and the 2xx that waits for its ACK. */
export class CallDialog {
  readonly #contact: string;
  readonly #user: CallDialogUser;
  readonly #success: SuccessResponse;
  #dialog: Dialog | undefined;
  /** Our offer went out in a 2xx. */
  #awaitsAnswer = false;

  constructor(args: { engine: SipEngine; contact: string; user: CallDialogUser }) {
    this.#contact = args.contact;
    this.#user = args.user;
    this.#success = new SuccessResponse(args.engine, (nowMs) => args.user.lost(nowMs));
  }

  begin(dialog: Dialog): void {
    this.#dialog = dialog;
  }

  /** The peer's tag, once there is a dialog. */
  get remoteTag(): string | undefined {
    return this.#dialog?.remoteTag;
  }

  get awaitsAck(): boolean {
    return this.#success.isWaiting;
  }

  owns(request: SipRequest): boolean {
    return this.#dialog !== undefined && isOfDialog(this.#dialog, request);
  }

  /** Answers an INVITE with a description: the answer to its offer, or an offer where it has none. */
  succeed(transaction: ServerTransaction, sdp: string, nowMs: number): void {
    this.#awaitsAnswer = transaction.request.body.length === 0;
    this.#success.send(transaction, this.#okWith(sdp), nowMs);
  }

  /** A request in the dialog. */
  receive(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    const next = this.#dialog && afterRemoteRequest(this.#dialog, request);
    if (next === undefined) return transaction.reply(481, nowMs);
    if (next === 'out-of-order') return transaction.reply(500, nowMs);
    this.#dialog = next;
    switch (request.method) {
      case 'BYE':
        transaction.reply(200, nowMs);
        return this.#user.bye(nowMs);
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

  /** The ACK of a 2xx; of another one than the last, it is late and means nothing. */
  ack(ack: SipRequest, nowMs: number): void {
    if (!this.#success.takeAck(ack) || !this.#awaitsAnswer) return;
    this.#awaitsAnswer = false;
    if (!this.#user.answer(bodyText(ack))) this.#user.lost(nowMs);
  }

  /** The next request of ours in the dialog. */
  request(method: string, more: InDialog = {}): SipRequest | undefined {
    if (this.#dialog === undefined) return undefined;
    const { request, dialog } = requestInDialog(this.#dialog, method, more);
    this.#dialog = dialog;
    return request;
  }

  /** A challenge that was answered took the next number. */
  noteCseq(request: SipRequest): void {
    const localCseq = cseqOf(request)?.number ?? 0;
    if (this.#dialog !== undefined && localCseq > this.#dialog.localCseq)
      this.#dialog = { ...this.#dialog, localCseq };
  }

  /** Nobody waits for an ACK any more. */
  end(): void {
    this.#success.stop();
  }

  #info(transaction: ServerTransaction, nowMs: number): void {
    const digit = digitOfInfo(transaction.request);
    transaction.reply(200, nowMs);
    if (digit !== undefined) this.#user.digit(digit);
  }

  #newOffer(transaction: ServerTransaction, nowMs: number): void {
    // RFC 3261 14.2, RFC 3311 5.2: one offer at a time.
    if (this.#awaitsAnswer) return transaction.reply(491, nowMs);
    const isInvite = transaction.request.method === 'INVITE';
    const offer = bodyText(transaction.request);
    // An UPDATE without a description only says that the peer is there (RFC 4028 7.2).
    if (offer === '' && !isInvite) return transaction.reply(200, nowMs, this.#okWith(undefined));
    const sdp = offer === '' ? this.#user.ownOffer() : this.#user.offer(offer);
    if (sdp === undefined) transaction.reply(488, nowMs);
    else if (isInvite) this.succeed(transaction, sdp, nowMs);
    else transaction.reply(200, nowMs, this.#okWith(sdp));
  }

  #okWith(sdp: string | undefined): ResponseMore {
    const headers: Array<[string, string]> = [
      ['Contact', `<${this.#contact}>`],
      ['Allow', ALLOW],
    ];
    if (sdp !== undefined) headers.push(['Content-Type', 'application/sdp']);
    return { headers, body: encoder.encode(sdp ?? '') };
  }
}
