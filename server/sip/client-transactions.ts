import { ByFlow } from './by-flow.ts';
import type { ClientTransaction, ClientTransactionUser } from './client-transaction.ts';
import type { Deadlines } from './deadlines.ts';
import { type Flow, hostOf, isReliable } from './flow.ts';
import { BRANCH_COOKIE } from './grammar/via.ts';
import type { SipMessage, SipRequest, SipResponse } from './message/message.ts';
import { type TimerOwner, TransactionTimers } from './timed.ts';
import { cancelFor } from './transaction/ack.ts';
import {
  type ClientInput,
  type InviteClientState,
  startInviteClient,
  stepInviteClient,
} from './transaction/invite-client.ts';
import { clientKey } from './transaction/match.ts';
import {
  type NonInviteClientState,
  startNonInviteClient,
  stepNonInviteClient,
} from './transaction/non-invite-client.ts';
import type { Circumstances, TransactionOutput } from './transaction/step.ts';
import type { TimerName, TimerTable } from './transaction/timers.ts';

type Shared = {
  timers: TimerTable;
  deadlines: Deadlines;
  send(flow: Flow, message: SipMessage): void;
  newTag(): string;
  sentBy(flow: Flow): { host: string; port: number };
};

/** Every client transaction by its key (RFC 3261 17.1.3). */
export class ClientTransactions {
  readonly #shared: Shared;
  readonly #byKey = new Map<string, Running>();
  readonly #byFlow = new ByFlow<Running>();

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  get count(): number {
    return this.#byKey.size;
  }

  start(
    request: SipRequest,
    flow: Flow,
    on: { user: ClientTransactionUser; nowMs: number },
  ): ClientTransaction {
    const sent = this.withVia(request, flow);
    const running: Running = new Running(this.#shared, {
      request: sent,
      flow,
      user: on.user,
      onEnd: () => this.#end(running),
      sendCancel: (nowMs) => this.#sendCancel(running, nowMs),
    });
    this.#begin(running, on.nowMs);
    return running;
  }

  #begin(running: Running, nowMs: number): void {
    this.#byKey.set(clientKey(running.request) ?? '', running);
    this.#byFlow.add(running.flow, running);
    running.start(nowMs);
  }

  #end(running: Running): void {
    this.#byKey.delete(clientKey(running.request) ?? '');
    this.#byFlow.delete(running.flow, running);
  }

  receive(response: SipResponse, nowMs: number): void {
    // A response that belongs to nothing is dropped: RFC 3261 18.1.2 for a UA, RFC 6026 7.2 for a proxy.
    this.#byKey.get(clientKey(response) ?? '')?.receive(response, nowMs);
  }

  flowFailed(flow: Flow, nowMs: number): void {
    for (const running of this.#byFlow.of(flow)) running.fail(nowMs);
  }

  /** The request with our Via on top (RFC 3261 8.1.1.7, RFC 3581 3). */
  withVia(request: SipRequest, flow: Flow): SipRequest {
    const { host, port } = this.#shared.sentBy(flow);
    const branch = `${BRANCH_COOKIE}${this.#shared.newTag()}${this.#shared.newTag()}`;
    const via = `SIP/2.0/${flow.transport.toUpperCase()} ${hostOf(host)}:${port};rport;branch=${branch}`;
    return { ...request, headers: request.headers.clone().prepend('Via', via) };
  }

  /** RFC 3261 9.1: the CANCEL has the INVITE's branch, and a transaction of its own. */
  #sendCancel(cancelled: Running, nowMs: number): void {
    const running: Running = new Running(this.#shared, {
      request: cancelFor(cancelled.request),
      flow: cancelled.flow,
      user: { response() {}, failed() {} },
      onEnd: () => this.#end(running),
      sendCancel() {},
    });
    this.#begin(running, nowMs);
    // RFC 3261 9.1: a peer that does not answer the INVITE either is given up.
    const delayMs = 64 * this.#shared.timers.t1;
    const giveUp = { atMs: nowMs + delayMs, due: (dueMs: number) => cancelled.giveUp(dueMs) };
    this.#shared.deadlines.addAfter(delayMs, giveUp);
  }
}

type Started = {
  request: SipRequest;
  flow: Flow;
  user: ClientTransactionUser;
  onEnd(): void;
  sendCancel(nowMs: number): void;
};

type State = InviteClientState | NonInviteClientState;

/** One client transaction at work. */
class Running implements ClientTransaction, TimerOwner {
  readonly request: SipRequest;
  readonly flow: Flow;
  readonly #shared: Shared;
  readonly #started: Started;
  readonly #now: Circumstances;
  readonly #timers: TransactionTimers;
  #state: State | undefined;
  #cancel: 'no' | 'wanted' | 'sent' = 'no';

  constructor(shared: Shared, started: Started) {
    this.request = started.request;
    this.flow = started.flow;
    this.#shared = shared;
    this.#started = started;
    this.#now = { timers: shared.timers, isReliable: isReliable(started.flow) };
    this.#timers = new TransactionTimers(shared.deadlines, this);
  }

  timerFired(timer: TimerName, nowMs: number): void {
    this.#step({ is: 'timer', timer }, nowMs);
  }

  start(nowMs: number): void {
    const start = this.request.method === 'INVITE' ? startInviteClient : startNonInviteClient;
    const { state, outputs } = start(this.request, this.#now);
    this.#state = state;
    this.#perform(outputs, nowMs);
  }

  receive(response: SipResponse, nowMs: number): void {
    this.#step({ is: 'response', response }, nowMs);
    if (this.#cancel === 'wanted' && this.#state?.at === 'proceeding') this.#sendCancel(nowMs);
  }

  cancel(nowMs: number): void {
    if (this.#cancel !== 'no' || this.request.method !== 'INVITE') return;
    this.#cancel = 'wanted';
    if (this.#state?.at === 'proceeding') this.#sendCancel(nowMs);
  }

  giveUp(nowMs: number): void {
    if (this.#state?.at === 'proceeding') this.#fail('timeout', nowMs);
  }

  fail(nowMs: number): void {
    this.#fail('flow', nowMs);
  }

  #fail(why: 'timeout' | 'flow', nowMs: number): void {
    const isOpen =
      this.#state?.at === 'calling' || this.#state?.at === 'trying' || this.#state?.at === 'proceeding';
    this.#state = { at: 'terminated' };
    this.#end();
    if (isOpen) this.#started.user.failed(why, nowMs);
  }

  #sendCancel(nowMs: number): void {
    this.#cancel = 'sent';
    this.#started.sendCancel(nowMs);
  }

  #step(input: ClientInput, nowMs: number): void {
    if (this.#state === undefined) return;
    const { state, outputs } = stepClient(this.request.method, this.#state, { input, now: this.#now });
    this.#state = state;
    this.#perform(outputs, nowMs);
  }

  #perform(outputs: readonly TransactionOutput[], nowMs: number): void {
    for (const output of outputs) {
      if (output.do === 'send') this.#shared.send(this.flow, output.message);
      else if (output.do === 'set-timer') this.#timers.set(output.timer, output.ms, nowMs);
      else if (output.do === 'deliver') this.#started.user.response(output.response, nowMs);
      else if (output.do === 'timed-out') this.#started.user.failed('timeout', nowMs);
      else this.#end();
    }
  }

  #end(): void {
    this.#timers.end();
    this.#started.onEnd();
  }
}

function stepClient(
  method: string,
  state: State,
  { input, now }: { input: ClientInput; now: Circumstances },
) {
  return method === 'INVITE'
    ? stepInviteClient(state as InviteClientState, input, now)
    : stepNonInviteClient(state as NonInviteClientState, input, now);
}
