import { ByFlow } from './by-flow.ts';
import type { ClientTransaction, ClientTransactionUser } from './client-transaction.ts';
import { type Flow, hostOf } from './flow.ts';
import { BRANCH_COOKIE } from './grammar/via.ts';
import type { SipRequest, SipResponse } from './message/message.ts';
import { type ClientTransactionHome, RunningClientTransaction } from './running-client-transaction.ts';
import { cancelFor } from './transaction/ack.ts';
import { clientKey } from './transaction/match.ts';

type Shared = Omit<ClientTransactionHome, 'cancelled' | 'ended'> & {
  newTag(): string;
  sentBy(flow: Flow): { host: string; port: number };
};

type On = { user: ClientTransactionUser; nowMs: number };

/** Every client transaction by its key (RFC 3261 17.1.3). */
export class ClientTransactions {
  readonly #shared: Shared;
  readonly #home: ClientTransactionHome;
  readonly #byKey = new Map<string, RunningClientTransaction>();
  readonly #byFlow = new ByFlow<RunningClientTransaction>();

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#home = {
      ...shared,
      cancelled: (running, invite, nowMs) => this.#sendCancel(running, invite, nowMs),
      ended: (running) => this.#end(running),
    };
  }

  get count(): number {
    return this.#byKey.size;
  }

  start(request: SipRequest, flow: Flow, on: On): ClientTransaction {
    const sent = this.withVia(request, flow);
    const running = this.#begin(sent, flow, on);
    return { request: sent, cancel: (nowMs) => running.cancel(nowMs) };
  }

  #begin(request: SipRequest, flow: Flow, { user, nowMs }: On): RunningClientTransaction {
    const key = clientKey(request) ?? '';
    const { method } = request;
    const running = new RunningClientTransaction(this.#home, { key, method, flow, user });
    this.#byKey.set(key, running);
    this.#byFlow.add(flow, running);
    running.start(request, nowMs);
    return running;
  }

  #end(running: RunningClientTransaction): void {
    this.#byKey.delete(running.key);
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
  #sendCancel(cancelled: RunningClientTransaction, invite: SipRequest, nowMs: number): void {
    const user = { response() {}, failed() {} };
    this.#begin(cancelFor(invite), cancelled.flow, { user, nowMs });
    // RFC 3261 9.1: a peer that does not answer the INVITE either is given up.
    const delayMs = 64 * this.#shared.timers.t1;
    const giveUp = { atMs: nowMs + delayMs, due: (dueMs: number) => cancelled.giveUp(dueMs) };
    this.#shared.deadlines.addAfter(delayMs, giveUp);
  }
}
