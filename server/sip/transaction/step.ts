import type { SipMessage, SipResponse } from '../message/message.ts';
import type { TimerName, TimerTable } from './timers.ts';

/** A response as a server transaction keeps it: bytes that can be sent again, and nothing that holds its request. */
export type PackedResponse = { readonly status: number; readonly bytes: Uint8Array };

/** What a machine wants done. A timer that a state has no use for is ignored by it. */
export type TransactionOutput<Message = SipMessage> =
  | { readonly do: 'send'; readonly message: Message }
  | { readonly do: 'set-timer'; readonly timer: TimerName; readonly ms: number }
  /** To the transaction user. */
  | { readonly do: 'deliver'; readonly response: SipResponse }
  | { readonly do: 'timed-out' }
  | { readonly do: 'terminate' };

export type Step<State, Message = SipMessage> = {
  readonly state: State;
  readonly outputs: readonly TransactionOutput<Message>[];
};

export type Circumstances = {
  readonly timers: TimerTable;
  /** UDP is not: its messages are retransmitted. */
  readonly isReliable: boolean;
};

export const stay = <State, Message = SipMessage>(
  state: State,
  ...outputs: TransactionOutput<Message>[]
): Step<State, Message> => ({ state, outputs });
