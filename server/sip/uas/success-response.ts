import type { SipEngine } from '../engine.ts';
import { cseqOf, type SipRequest } from '../message/message.ts';
import type { ResponseMore } from '../message/respond.ts';
import type { ServerTransaction } from '../server-transaction.ts';

/** RFC 3261 13.3.1.4: a 2xx to an INVITE is sent again, later each time, until its ACK comes. */
export class SuccessResponse {
  readonly #engine: SipEngine;
  readonly #onNoAck: (nowMs: number) => void;
  #waiting: ServerTransaction | undefined;

  /** @param onNoAck called when 64*T1 have passed without an ACK */
  constructor(engine: SipEngine, onNoAck: (nowMs: number) => void) {
    this.#engine = engine;
    this.#onNoAck = onNoAck;
  }

  send(transaction: ServerTransaction, more: ResponseMore, nowMs: number): void {
    this.#waiting = transaction;
    const { t1, t2 } = this.#engine.timers;
    const giveUpMs = nowMs + 64 * t1;
    const sendAt = (atMs: number, resendMs: number): void => {
      transaction.reply(200, atMs, more);
      this.#engine.at(atMs + resendMs, (dueMs) => {
        if (this.#waiting !== transaction) return;
        if (dueMs < giveUpMs) return sendAt(dueMs, Math.min(2 * resendMs, t2));
        this.#waiting = undefined;
        this.#onNoAck(dueMs);
      });
    };
    sendAt(nowMs, t1);
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** Whether this is the ACK that is waited for: it has the number of its INVITE (RFC 3261 13.2.2.4). */
  takeAck(ack: SipRequest): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined || cseqOf(ack)?.number !== cseqOf(waiting.request)?.number) return false;
    this.#waiting = undefined;
    return true;
  }

  /** Nobody waits for the ACK any more. */
  stop(): void {
    this.#waiting = undefined;
  }
}
