import type { ClientTransactionUser } from './client-transaction.ts';
import type { Deadlines } from './deadlines.ts';
import { type Flow, isReliable } from './flow.ts';
import type { SipMessage, SipRequest, SipResponse } from './message/message.ts';
import { type TimerOwner, TransactionTimers } from './timed.ts';
import {
  type ClientInput,
  type InviteClientState,
  startInviteClient,
  stepInviteClient,
} from './transaction/invite-client.ts';
import {
  type NonInviteClientState,
  startNonInviteClient,
  stepNonInviteClient,
} from './transaction/non-invite-client.ts';
import type { Circumstances, TransactionOutput } from './transaction/step.ts';
import type { TimerName, TimerTable } from './transaction/timers.ts';

/** What all client transactions share. */
export type ClientTransactionHome = {
  timers: TimerTable;
  deadlines: Deadlines;
  send(flow: Flow, message: SipMessage): void;
  /** The INVITE is to be ended by a CANCEL, which is a transaction of its own. */
  cancelled(running: RunningClientTransaction, invite: SipRequest, nowMs: number): void;
  ended(running: RunningClientTransaction): void;
};

type Begun = { key: string; method: string; flow: Flow; user: ClientTransactionUser };

type State = InviteClientState | NonInviteClientState;

/** Whoever has heard all that there is to hear. */
const nobody: ClientTransactionUser = { response() {}, failed() {} };

/**
 * One client transaction at work: its machine, its timers, and as long as it is of use who is told. The request is
 * held by no one but the machine, in the states that need it: most of its time a transaction only absorbs what comes
 * again.
 */
export class RunningClientTransaction implements TimerOwner {
  readonly key: string;
  readonly flow: Flow;
  readonly #isInvite: boolean;
  readonly #home: ClientTransactionHome;
  readonly #now: Circumstances;
  readonly #timers: TransactionTimers;
  #user: ClientTransactionUser;
  #state: State = { at: 'terminated' };
  #cancel: 'no' | 'wanted' | 'sent' = 'no';

  constructor(home: ClientTransactionHome, { key, method, flow, user }: Begun) {
    this.key = key;
    this.flow = flow;
    this.#isInvite = method === 'INVITE';
    this.#home = home;
    this.#user = user;
    this.#now = { timers: home.timers, isReliable: isReliable(flow) };
    this.#timers = new TransactionTimers(home.deadlines, this);
  }

  start(request: SipRequest, nowMs: number): void {
    const start = this.#isInvite ? startInviteClient : startNonInviteClient;
    const { state, outputs } = start(request, this.#now);
    this.#state = state;
    this.#perform(outputs, nowMs);
  }

  timerFired(timer: TimerName, nowMs: number): void {
    this.#step({ is: 'timer', timer }, nowMs);
  }

  receive(response: SipResponse, nowMs: number): void {
    this.#step({ is: 'response', response }, nowMs);
    if (this.#cancel === 'wanted') this.#sendCancel(nowMs);
  }

  cancel(nowMs: number): void {
    if (this.#cancel !== 'no' || !this.#isInvite) return;
    this.#cancel = 'wanted';
    this.#sendCancel(nowMs);
  }

  giveUp(nowMs: number): void {
    if (this.#state.at === 'proceeding') this.#fail('timeout', nowMs);
  }

  fail(nowMs: number): void {
    this.#fail('flow', nowMs);
  }

  #fail(why: 'timeout' | 'flow', nowMs: number): void {
    const { at } = this.#state;
    this.#state = { at: 'terminated' };
    this.#end();
    if (at === 'calling' || at === 'trying' || at === 'proceeding') this.#user.failed(why, nowMs);
  }

  /** RFC 3261 9.1: not before something was heard. */
  #sendCancel(nowMs: number): void {
    if (this.#state.at !== 'proceeding') return;
    this.#cancel = 'sent';
    this.#home.cancelled(this, this.#state.request, nowMs);
  }

  #step(input: ClientInput, nowMs: number): void {
    const { state, outputs } = this.#isInvite
      ? stepInviteClient(this.#state as InviteClientState, input, this.#now)
      : stepNonInviteClient(this.#state as NonInviteClientState, input, this.#now);
    this.#state = state;
    this.#perform(outputs, nowMs);
    if (state.at === 'completed') this.#user = nobody;
  }

  #perform(outputs: readonly TransactionOutput[], nowMs: number): void {
    for (const output of outputs) {
      if (output.do === 'send') this.#home.send(this.flow, output.message);
      else if (output.do === 'set-timer') this.#timers.set(output.timer, output.ms, nowMs);
      else if (output.do === 'deliver') this.#user.response(output.response, nowMs);
      else if (output.do === 'timed-out') this.#user.failed('timeout', nowMs);
      else this.#end();
    }
  }

  #end(): void {
    this.#timers.end();
    this.#home.ended(this);
  }
}
