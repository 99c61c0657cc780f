import type { SipRequest, SipResponse } from '../message/message.ts';
import type { TimerName, TimerTable } from './timers.ts';

/** What a machine wants done. A timer that a state has no use for is ignored by it. */
export type TransactionOutput =
  | { readonly do: 'send'; readonly message: SipRequest | SipResponse }
  | { readonly do: 'set-timer'; readonly timer: TimerName; readonly ms: number }
  /** To the transaction user. */
  | { readonly do: 'deliver'; readonly response: SipResponse }
  | { readonly do: 'timed-out' }
  | { readonly do: 'terminate' };

export type Step<State> = { readonly state: State; readonly outputs: readonly TransactionOutput[] };

export type Circumstances = {
  readonly timers: TimerTable;
  /** UDP is not: its messages are retransmitted. */
  readonly isReliable: boolean;
};

export const stay = <State>(state: State, ...outputs: TransactionOutput[]): Step<State> => ({
  state,
  outputs,
});
