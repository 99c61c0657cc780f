import { AnsweredRequests } from './answered-requests.ts';
import { ByFlow } from './by-flow.ts';
import type { Flow, Peer } from './flow.ts';
import { type SipMessage, type SipRequest, tagOf, toOf } from './message/message.ts';
import { respondTo } from './message/respond.ts';
import { peerAnew } from './received.ts';
import { RunningServerTransaction, type ServerTransactionHome } from './running-server-transaction.ts';
import type { ServerTransaction } from './server-transaction.ts';
import { mergeKey, serverKey } from './transaction/match.ts';

type Shared = Omit<ServerTransactionHome, 'refused' | 'answered' | 'ended'> & {
  send(flow: Flow, message: SipMessage): void;
  /** Whether a request that belongs to nothing may begin a transaction; what does not is not answered here. */
  admits(request: SipRequest, flow: Flow, nowMs: number): boolean;
  onRequest(transaction: ServerTransaction, nowMs: number): void;
  /** A connection to a peer. */
  flowTo?: ((peer: Peer) => Flow) | undefined;
  /** A request is not answered, because there is no way back to its sender. */
  onAnswerLost(request: SipRequest, flow: Flow): void;
};

const TRYING_AFTER_MS = 200;

/** Every server transaction by its key (RFC 3261 17.2.3). */
export class ServerTransactions {
  readonly #shared: Shared;
  readonly #home: ServerTransactionHome;
  readonly #byKey = new Map<string, RunningServerTransaction>();
  readonly #byFlow = new ByFlow<RunningServerTransaction>();
  readonly #answered: AnsweredRequests;
  /** RFC 3261 8.2.2.2: the keys of what has been seen, to answer 482 to the same request by another way. */
  readonly #merged = new Map<string, string>();
  /** Those whose connection is one that we opened for the answer. */
  readonly #reconnected = new WeakSet<RunningServerTransaction>();

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#answered = new AnsweredRequests(shared.deadlines, (answered) => this.#forgetMerge(answered));
    this.#home = {
      ...shared,
      // One that was refused may come again with the same number: some clients answer a challenge so.
      refused: (running) => this.#forgetMerge(running),
      answered: (running, { response, delayMs, nowMs }) => {
        const { key, merge } = running;
        this.#byKey.delete(key);
        this.#answered.add({ key, merge, response }, delayMs, nowMs);
      },
      ended: (running) => this.#end(running),
    };
  }

  get count(): number {
    return this.#byKey.size + this.#answered.count;
  }

  receive(request: SipRequest, flow: Flow, nowMs: number): void {
    const key = serverKey(request);
    if (key === undefined) return;
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      this.#heardBy(known, flow);
      return known.retransmitted(nowMs);
    }
    const response = this.#answered.responseTo(key);
    if (response !== undefined) return this.#shared.sendBytes(flow, response);
    if (!this.#shared.admits(request, flow, nowMs)) return;
    const merge = canMerge(request) ? mergeKey(request) : undefined;
    if (merge !== undefined && this.#merged.has(merge)) {
      return this.#shared.send(flow, respondTo(request, 482, { toTag: this.#shared.newTag() }));
    }
    this.#begin(new RunningServerTransaction(this.#home, { request, flow, key, merge }), nowMs);
  }

  #begin(running: RunningServerTransaction, nowMs: number): void {
    const { key, merge, flow } = running;
    this.#byKey.set(key, running);
    this.#byFlow.add(flow, running);
    if (merge !== undefined) this.#merged.set(merge, key);
    const { transaction } = running;
    if (transaction === undefined) return;
    this.#shared.onRequest(transaction, nowMs);
    if (transaction.request.method !== 'INVITE' || running.lastStatus !== undefined) return;
    // RFC 3261 17.2.1: 100 when nothing else has been said for 200 ms.
    const tryLater = { atMs: nowMs + TRYING_AFTER_MS, due: (dueMs: number) => running.tryLater(dueMs) };
    this.#shared.deadlines.addAfter(TRYING_AFTER_MS, tryLater);
  }

  /** Whether the ACK belongs to a transaction here; one for a 2xx does not. */
  ack(request: SipRequest, nowMs: number): boolean {
    const running = this.#byKey.get(serverKey(request) ?? '');
    return running?.ack(nowMs) ?? false;
  }

  /** RFC 3261 9.2: answered 200 if its INVITE is known, 481 if not. */
  cancel(request: SipRequest, flow: Flow, nowMs: number): void {
    const running = this.#byKey.get(serverKey(request, 'INVITE') ?? '');
    if (running === undefined && !this.#shared.admits(request, flow, nowMs)) return;
    if (running !== undefined) this.#heardBy(running, flow);
    const toTag = running?.localTag ?? this.#shared.newTag();
    this.#shared.send(flow, respondTo(request, running ? 200 : 481, { toTag }));
    running?.cancel(nowMs);
  }

  flowFailed(flow: Flow, nowMs: number): void {
    for (const running of this.#byFlow.of(flow)) {
      const anew = this.#wayAnew(running);
      if (anew === undefined) running.fail(nowMs);
      else this.#heardBy(running, anew);
    }
  }

  /** RFC 3261 18.2.2: what is not answered yet may be answered by another connection. One that fails too was the last. */
  #wayAnew(running: RunningServerTransaction): Flow | undefined {
    const request = running.transaction?.request;
    if (request === undefined || (running.lastStatus ?? 100) >= 200) return undefined;
    const peer = this.#reconnected.has(running) ? undefined : peerAnew(request, running.flow);
    const anew = peer && this.#shared.flowTo?.(peer);
    if (anew === undefined) this.#shared.onAnswerLost(request, running.flow);
    else this.#reconnected.add(running);
    return anew;
  }

  /** A NAT has taken another port, or a phone another connection: what is answered goes there. */
  #heardBy(running: RunningServerTransaction, flow: Flow): void {
    if (running.flow.id === flow.id) return;
    this.#byFlow.delete(running.flow, running);
    running.flow = flow;
    this.#byFlow.add(flow, running);
  }

  #end(running: RunningServerTransaction): void {
    this.#byKey.delete(running.key);
    this.#byFlow.delete(running.flow, running);
    this.#forgetMerge(running);
  }

  #forgetMerge({ key, merge }: Pick<RunningServerTransaction, 'key' | 'merge'>): void {
    if (merge !== undefined && this.#merged.get(merge) === key) this.#merged.delete(merge);
  }
}

/** RFC 3261 8.2.2.2. A REGISTER that comes by two ways is told by its CSeq (10.3 7). */
const canMerge = (request: SipRequest): boolean =>
  request.method !== 'REGISTER' && tagOf(toOf(request)) === undefined;
