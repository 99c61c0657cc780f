import { ByFlow } from './by-flow.ts';
import type { Deadlines } from './deadlines.ts';
import { type Flow, isReliable } from './flow.ts';
import { type SipMessage, type SipRequest, type SipResponse, tagOf, toOf } from './message/message.ts';
import { respondTo } from './message/respond.ts';
import { ServerTransaction, type ServerTransactionPort } from './server-transaction.ts';
import { type TimerOwner, TransactionTimers } from './timed.ts';
import {
  type InviteServerInput,
  type InviteServerState,
  startInviteServer,
  stepInviteServer,
} from './transaction/invite-server.ts';
import { mergeKey, serverKey } from './transaction/match.ts';
import {
  type NonInviteServerInput,
  type NonInviteServerState,
  startNonInviteServer,
  stepNonInviteServer,
} from './transaction/non-invite-server.ts';
import type { PackedResponse } from './transaction/step.ts';
import type { TimerName, TimerTable } from './transaction/timers.ts';

type Shared = {
  timers: TimerTable;
  deadlines: Deadlines<(nowMs: number) => void>;
  send(flow: Flow, message: SipMessage): void;
  sendBytes(flow: Flow, bytes: Uint8Array): void;
  /** The bytes of a message that is to go out, perhaps more than once. */
  pack(message: SipMessage): Uint8Array;
  newTag(): string;
  onRequest(transaction: ServerTransaction, nowMs: number): void;
};

const TRYING_AFTER_MS = 200;

/** Every server transaction by its key (RFC 3261 17.2.3). */
export class ServerTransactions {
  readonly #shared: Shared;
  readonly #byKey = new Map<string, Running>();
  readonly #byFlow = new ByFlow<Running>();
  /** RFC 3261 8.2.2.2: who has been seen, to answer 482 to the same request by another way. */
  readonly #merged = new Map<string, Running>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  get count(): number {
    return this.#byKey.size;
  }

  receive(request: SipRequest, flow: Flow, nowMs: number): void {
    const key = serverKey(request);
    if (key === undefined) return;
    const running = this.#byKey.get(key);
    if (running !== undefined) {
      running.retransmitted(nowMs);
      return;
    }
    const merge = tagOf(toOf(request)) === undefined ? mergeKey(request) : undefined;
    if (merge !== undefined && isOngoing(this.#merged.get(merge))) {
      this.#shared.send(flow, respondTo(request, 482, { toTag: this.#shared.newTag() }));
      return;
    }
    const started = new Running(this.#shared, { request, flow, onEnd: () => this.#end(key, merge) });
    this.#byKey.set(key, started);
    this.#byFlow.add(flow, started);
    if (merge !== undefined) this.#merged.set(merge, started);
    started.start(nowMs);
    // RFC 3261 17.2.1: 100 when nothing else has been said for 200 ms.
    if (request.method === 'INVITE' && started.lastStatus === undefined)
      this.#shared.deadlines.add(nowMs + TRYING_AFTER_MS, (dueMs) => started.tryLater(dueMs));
  }

  /** Whether the ACK belongs to a transaction here; one for a 2xx does not. */
  ack(request: SipRequest, nowMs: number): boolean {
    const running = this.#byKey.get(serverKey(request) ?? '');
    return running?.ack(nowMs) ?? false;
  }

  /** RFC 3261 9.2: answered 200 if its INVITE is known, 481 if not. */
  cancel(request: SipRequest, flow: Flow, nowMs: number): void {
    const running = this.#byKey.get(serverKey(request, 'INVITE') ?? '');
    const toTag = running?.localTag ?? this.#shared.newTag();
    this.#shared.send(flow, respondTo(request, running ? 200 : 481, { toTag }));
    running?.cancel(nowMs);
  }

  flowFailed(flow: Flow, nowMs: number): void {
    for (const running of [...this.#byKey.values()]) if (running.flow.id === flow.id) running.fail(nowMs);
  }

  #end(key: string, merge: string | undefined): void {
    const ended = this.#byKey.get(key);
    this.#byKey.delete(key);
    if (ended !== undefined) this.#byFlow.delete(ended.flow, ended);
    if (merge !== undefined && this.#merged.get(merge) === ended) this.#merged.delete(merge);
  }
}

/** A request that was refused may come again with the same number: some clients answer a challenge so. */
const isOngoing = (running: Running | undefined): boolean =>
  running !== undefined && (running.lastStatus ?? 100) < 300;

type Started = { request: SipRequest; flow: Flow; onEnd(): void };

type State = InviteServerState | NonInviteServerState;

type MachineInput =
  | { readonly is: 'again' }
  | { readonly is: 'ack' }
  | { readonly is: 'respond'; readonly response: PackedResponse }
  | { readonly is: 'timer'; readonly timer: TimerName };

/** One server transaction at work: its machine, its timers, and as long as it is of use what its user holds of it. */
class Running implements TimerOwner, ServerTransactionPort {
  readonly flow: Flow;
  readonly localTag: string;
  readonly #isInvite: boolean;
  readonly #shared: Shared;
  readonly #timers: TransactionTimers;
  readonly #onEnd: () => void;
  #transaction: ServerTransaction | undefined;
  #state: State;
  #lastStatus: number | undefined;

  constructor(shared: Shared, { request, flow, onEnd }: Started) {
    this.#shared = shared;
    this.#onEnd = onEnd;
    this.flow = flow;
    this.localTag = shared.newTag();
    this.#isInvite = request.method === 'INVITE';
    this.#state = this.#isInvite ? startInviteServer() : startNonInviteServer();
    this.#timers = new TransactionTimers(shared.deadlines, this);
    this.#transaction = new ServerTransaction(request, flow, this);
  }

  /** Begins: the user hears of the request. */
  start(nowMs: number): void {
    if (this.#transaction !== undefined) this.#shared.onRequest(this.#transaction, nowMs);
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

  /** RFC 3261 9.2: of no effect once there is a final response. */
  cancel(nowMs: number): void {
    if ((this.#lastStatus ?? 100) < 200) this.#transaction?.onCancel?.(nowMs);
  }

  tryLater(dueMs: number): void {
    if (this.#lastStatus === undefined) this.#transaction?.reply(100, dueMs);
  }

  respond(response: SipResponse, nowMs: number): void {
    const { status } = response;
    if ((this.#lastStatus ?? 100) < 200) this.#lastStatus = status;
    this.#step({ is: 'respond', response: { status, bytes: this.#shared.pack(response) } }, nowMs);
    // Nothing can come any more that its user would be told of.
    if (!this.#isInvite && status >= 200) this.#transaction = undefined;
  }

  timerFired(timer: TimerName, nowMs: number): void {
    this.#step({ is: 'timer', timer }, nowMs);
  }

  fail(nowMs: number): void {
    this.#timers.clear();
    this.#onEnd();
    this.#transaction?.onTimeout?.(nowMs);
  }

  #step(input: MachineInput, nowMs: number): void {
    const now = { timers: this.#shared.timers, isReliable: isReliable(this.flow) };
    const { state, outputs } = this.#isInvite
      ? stepInviteServer(this.#state as InviteServerState, toInvite(input), now)
      : stepNonInviteServer(this.#state as NonInviteServerState, toNonInvite(input), now);
    this.#state = state;
    for (const output of outputs) {
      if (output.do === 'send') this.#shared.sendBytes(this.flow, output.message.bytes);
      else if (output.do === 'set-timer') this.#timers.set(output.timer, nowMs + output.ms);
      else if (output.do === 'timed-out') this.#transaction?.onTimeout?.(nowMs);
      else if (output.do === 'terminate') this.#onEnd();
    }
  }
}

const toInvite = (input: MachineInput): InviteServerInput =>
  input.is === 'again' ? { is: 'invite' } : input;

const toNonInvite = (input: MachineInput): NonInviteServerInput =>
  input.is === 'again' || input.is === 'ack' ? { is: 'request' } : input;
