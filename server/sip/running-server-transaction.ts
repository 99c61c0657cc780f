import type { Deadlines } from './deadlines.ts';
import { type Flow, isReliable } from './flow.ts';
import type { SipMessage, SipRequest, SipResponse } from './message/message.ts';
import { ServerTransaction, type ServerTransactionPort } from './server-transaction.ts';
import { type TimerOwner, TransactionTimers } from './timed.ts';
import {
  type InviteServerInput,
  type InviteServerState,
  startInviteServer,
  stepInviteServer,
} from './transaction/invite-server.ts';
import {
  type NonInviteServerInput,
  type NonInviteServerState,
  startNonInviteServer,
  stepNonInviteServer,
} from './transaction/non-invite-server.ts';
import type { PackedResponse } from './transaction/step.ts';
import type { TimerName, TimerTable } from './transaction/timers.ts';

/** What all server transactions share. */
export type ServerTransactionHome = {
  timers: TimerTable;
  deadlines: Deadlines;
  sendBytes(flow: Flow, bytes: Uint8Array): void;
  /** The bytes of a message that is to go out, perhaps more than once. */
  pack(message: SipMessage): Uint8Array;
  newTag(): string;
  statelessTag(key: string): string;
  /** A final response that is no 2xx was given. */
  refused(running: RunningServerTransaction): void;
  /** Nothing can come any more but the same request, for which there is the same response until Timer J. */
  answered(
    running: RunningServerTransaction,
    how: { response: Uint8Array; delayMs: number; nowMs: number },
  ): void;
  ended(running: RunningServerTransaction): void;
};

type Started = { request: SipRequest; flow: Flow; key: string; merge: string | undefined };

type State = InviteServerState | NonInviteServerState;

type MachineInput =
  | { readonly is: 'again' }
  | { readonly is: 'ack' }
  | { readonly is: 'respond'; readonly response: PackedResponse }
  | { readonly is: 'timer'; readonly timer: TimerName };

/** One server transaction at work: its machine, its timers, and as long as it is of use what its user holds of it. */
export class RunningServerTransaction implements TimerOwner, ServerTransactionPort {
  readonly key: string;
  readonly merge: string | undefined;
  /** By which its client was heard last. */
  flow: Flow;
  readonly #isInvite: boolean;
  readonly #home: ServerTransactionHome;
  readonly #timers: TransactionTimers;
  #transaction: ServerTransaction | undefined;
  #state: State;
  #lastStatus: number | undefined;
  #localTag: string | undefined;

  constructor(home: ServerTransactionHome, { request, flow, key, merge }: Started) {
    this.#home = home;
    this.key = key;
    this.merge = merge;
    this.flow = flow;
    this.#isInvite = request.method === 'INVITE';
    this.#state = this.#isInvite ? startInviteServer() : startNonInviteServer();
    this.#timers = new TransactionTimers(home.deadlines, this);
    this.#transaction = new ServerTransaction(request, this);
  }

  get localTag(): string {
    this.#localTag ??= this.#home.newTag();
    return this.#localTag;
  }

  /** As its user holds it; undefined when nothing can come any more that the user would be told of. */
  get transaction(): ServerTransaction | undefined {
    return this.#transaction;
  }

  /** What was said last; undefined = nothing yet. */
  get lastStatus(): number | undefined {
    return this.#lastStatus;
  }

  retransmitted(nowMs: number): void {
    this.#step({ is: 'again' }, nowMs);
  }

  /** Whether the ACK is for this transaction: after a 2xx it is not. */
  ack(nowMs: number): boolean {
    if (this.#state.at !== 'completed' && this.#state.at !== 'confirmed') return false;
    this.#step({ is: 'ack' }, nowMs);
    return true;
  }

  /** RFC 3261 9.2: of no effect once there is a final response. Whom nobody has taken up yet ends here. */
  cancel(nowMs: number): void {
    const transaction = this.#transaction;
    if (transaction === undefined || (this.#lastStatus ?? 100) >= 200) return;
    if (transaction.onCancel === undefined) transaction.reply(487, nowMs);
    else transaction.onCancel(nowMs);
  }

  tryLater(dueMs: number): void {
    if (this.#lastStatus === undefined) this.#transaction?.reply(100, dueMs);
  }

  respond(response: SipResponse, nowMs: number): void {
    const { status } = response;
    const isFirstFinal = status >= 200 && (this.#lastStatus ?? 100) < 200;
    if ((this.#lastStatus ?? 100) < 200) this.#lastStatus = status;
    this.#step({ is: 'respond', response: { status, bytes: this.#home.pack(response) } }, nowMs);
    if (isFirstFinal && status >= 300) this.#home.refused(this);
    // Only a 2xx to an INVITE leaves its user something to do and to hear of.
    if (isFirstFinal && (!this.#isInvite || status >= 300)) this.#transaction = undefined;
  }

  abandon(): void {
    this.#transaction = undefined;
    this.#end();
  }

  statelessTag(): string {
    return this.#home.statelessTag(this.key);
  }

  respondStatelessly(response: SipResponse): void {
    this.#lastStatus = response.status;
    this.#home.sendBytes(this.flow, this.#home.pack(response));
    this.abandon();
  }

  timerFired(timer: TimerName, nowMs: number): void {
    this.#step({ is: 'timer', timer }, nowMs);
  }

  fail(nowMs: number): void {
    this.#end();
    this.#transaction?.onTimeout?.(nowMs);
  }

  #step(input: MachineInput, nowMs: number): void {
    const now = { timers: this.#home.timers, isReliable: isReliable(this.flow) };
    const { state, outputs } = this.#isInvite
      ? stepInviteServer(this.#state as InviteServerState, toInvite(input), now)
      : stepNonInviteServer(this.#state as NonInviteServerState, toNonInvite(input), now);
    this.#state = state;
    for (const output of outputs) {
      if (output.do === 'send') this.#home.sendBytes(this.flow, output.message.bytes);
      else if (output.do === 'set-timer') this.#setTimer(output.timer, output.ms, nowMs);
      else if (output.do === 'timed-out') this.#transaction?.onTimeout?.(nowMs);
      else if (output.do === 'terminate') this.#end();
    }
  }

  #setTimer(timer: TimerName, delayMs: number, nowMs: number): void {
    const state = this.#state;
    if (timer === 'J' && state.at === 'completed' && !isReliable(this.flow))
      this.#home.answered(this, { response: state.last.bytes, delayMs, nowMs });
    else this.#timers.set(timer, delayMs, nowMs);
  }

  #end(): void {
    this.#timers.end();
    this.#home.ended(this);
  }
}

const toInvite = (input: MachineInput): InviteServerInput =>
  input.is === 'again' ? { is: 'invite' } : input;

const toNonInvite = (input: MachineInput): NonInviteServerInput =>
  input.is === 'again' || input.is === 'ack' ? { is: 'request' } : input;
