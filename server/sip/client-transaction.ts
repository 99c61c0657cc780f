import type { SipRequest, SipResponse } from './message/message.ts';

/** What the sender of a request is told. */
export type ClientTransactionUser = {
  response(response: SipResponse, nowMs: number): void;
  /** No final response in time (RFC 3261 17.1), or the flow failed: to be taken as a 408 or 503. */
  failed(why: 'timeout' | 'flow', nowMs: number): void;
};

/** A request of ours that is under way. */
export type ClientTransaction = {
  /** As it was sent, with our Via. */
  readonly request: SipRequest;
  /** RFC 3261 9.1: asks for an end. Waits for a provisional response if there was none. */
  cancel(nowMs: number): void;
};
