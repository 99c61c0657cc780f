import type { Deadlines } from './deadlines.ts';
import { type Flow, isReliable } from './flow.ts';
import { type SipMessage, type SipRequest, type SipResponse, tagOf, toOf } from './message/message.ts';
import { respondTo } from './message/respond.ts';
import { ServerTransaction } from './server-transaction.ts';
import { TransactionTimers } from './timed.ts';
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
import type { Circumstances, TransactionOutput } from './transaction/step.ts';
import type { TimerName, TimerTable } from './transaction/timers.ts';

type Shared = {
  timers: TimerTable;
  deadlines: Deadlines<(nowMs: number) => void>;
  send(flow: Flow, message: SipMessage): void;
  newTag(): string;
  onRequest(transaction: ServerTransaction, nowMs: number): void;
};

const TRYING_AFTER_MS = 200;

/** Every server transaction by its key (RFC 3261 17.2.3). */
export class ServerTransactions {
  readonly #shared: Shared;
  readonly #byKey = new Map<string, Running>();
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
    if (merge !== undefined) this.#merged.set(merge, started);
    this.#shared.onRequest(started.transaction, nowMs);
    if (request.method === 'INVITE') this.#tryLater(started.transaction, nowMs);
  }

  /** Whether the ACK belongs to a transaction here; one for a 2xx does not. */
  ack(request: SipRequest, nowMs: number): boolean {
    const running = this.#byKey.get(serverKey(request) ?? '');
    return running?.ack(nowMs) ?? false;
  }

  /** RFC 3261 9.2: answered 200 if its INVITE is known, 481 if not. */
  cancel(request: SipRequest, flow: Flow, nowMs: number): void {
    const running = this.#byKey.get(serverKey(request, 'INVITE') ?? '');
    const toTag = running?.transaction.localTag ?? this.#shared.newTag();
    this.#shared.send(flow, respondTo(request, running ? 200 : 481, { toTag }));
    if (running !== undefined && !running.transaction.hasFinal) running.transaction.onCancel?.(nowMs);
  }

  flowFailed(flow: Flow, nowMs: number): void {
    for (const running of [...this.#byKey.values()])
      if (running.transaction.flow.id === flow.id) running.fail(nowMs);
  }

  /** RFC 3261 17.2.1: 100 when nothing else has been said for 200 ms. */
  #tryLater(transaction: ServerTransaction, nowMs: number): void {
    if (transaction.lastStatus !== undefined) return;
    this.#shared.deadlines.add(nowMs + TRYING_AFTER_MS, (dueMs) => {
      if (transaction.lastStatus === undefined) transaction.reply(100, dueMs);
    });
  }

  #end(key: string, merge: string | undefined): void {
    const ended = this.#byKey.get(key);
    this.#byKey.delete(key);
    if (merge !== undefined && this.#merged.get(merge) === ended) this.#merged.delete(merge);
  }
}

/** A request that was refused may come again with the same number: some clients answer a challenge so. */
const isOngoing = (running: Running | undefined): boolean =>
  running !== undefined && (running.transaction.lastStatus ?? 100) < 300;

type Started = { request: SipRequest; flow: Flow; onEnd(): void };

/** One server transaction at work: its machine, its timers, and what its user holds of it. */
class Running {
  readonly transaction: ServerTransaction;
  readonly #shared: Shared;
  readonly #machine: Machine;
  readonly #timers: TransactionTimers;
  readonly #onEnd: () => void;

  constructor(shared: Shared, { request, flow, onEnd }: Started) {
    this.#shared = shared;
    this.#onEnd = onEnd;
    const now = { timers: shared.timers, isReliable: isReliable(flow) };
    this.#machine = request.method === 'INVITE' ? inviteMachine(now) : nonInviteMachine(now);
    this.#timers = new TransactionTimers(shared.deadlines, (timer, nowMs) =>
      this.#step({ is: 'timer', timer }, nowMs),
    );
    this.transaction = new ServerTransaction(request, flow, {
      localTag: shared.newTag(),
      respond: (response, nowMs) => this.#step({ is: 'respond', response }, nowMs),
    });
  }

  retransmitted(nowMs: number): void {
    this.#step({ is: 'again' }, nowMs);
  }

  ack(nowMs: number): boolean {
    if (!this.#machine.takesAck()) return false;
    this.#step({ is: 'ack' }, nowMs);
    return true;
  }

  fail(nowMs: number): void {
    this.#timers.clear();
    this.#onEnd();
    this.transaction.onTimeout?.(nowMs);
  }

  #step(input: MachineInput, nowMs: number): void {
    for (const output of this.#machine.step(input)) {
      if (output.do === 'send') this.#shared.send(this.transaction.flow, output.message);
      else if (output.do === 'set-timer') this.#timers.set(output.timer, nowMs + output.ms);
      else if (output.do === 'timed-out') this.transaction.onTimeout?.(nowMs);
      else if (output.do === 'terminate') this.#onEnd();
    }
  }
}

type MachineInput =
  | { readonly is: 'again' }
  | { readonly is: 'ack' }
  | { readonly is: 'respond'; readonly response: SipResponse }
  | { readonly is: 'timer'; readonly timer: TimerName };

type Machine = {
  step(input: MachineInput): readonly TransactionOutput[];
  /** Whether an ACK is for this transaction: after a 2xx it is not. */
  takesAck(): boolean;
};

function inviteMachine(now: Circumstances): Machine {
  let state: InviteServerState = startInviteServer();
  return {
    step(input) {
      const own: InviteServerInput = input.is === 'again' ? { is: 'invite' } : input;
      const { state: next, outputs } = stepInviteServer(state, own, now);
      state = next;
      return outputs;
    },
    takesAck: () => state.at === 'completed' || state.at === 'confirmed',
  };
}

function nonInviteMachine(now: Circumstances): Machine {
  let state: NonInviteServerState = startNonInviteServer();
  return {
    step(input) {
      if (input.is === 'ack') return [];
      const own: NonInviteServerInput = input.is === 'again' ? { is: 'request' } : input;
      const { state: next, outputs } = stepNonInviteServer(state, own, now);
      state = next;
      return outputs;
    },
    takesAck: () => false,
  };
}
