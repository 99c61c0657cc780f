import type { ClientTransaction, ClientTransactionUser } from '../client-transaction.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { respondTo } from '../message/respond.ts';
import type { ServerTransaction } from '../server-transaction.ts';
import { bestResponse } from './best-response.ts';
import { type Forwarded, forwardRequest, forwardResponse, inTermsOf } from './forward-request.ts';

/** Who sends a request in a way of its own: with credentials, for one. */
export type RequestSender = {
  send(
    request: SipRequest,
    flow: Flow,
    on: { user: ClientTransactionUser; nowMs: number },
  ): Pick<ClientTransaction, 'cancel'>;
};

/** One place where a request is tried. */
export type Target = Forwarded & {
  readonly flow: Flow;
  readonly sender?: RequestSender | undefined;
  /** A place that says nothing at all to an INVITE for so long is given up. */
  readonly answersWithinMs?: number;
};

/** A place that did not take a request. */
export type FailedTry = { readonly target: Target; readonly status: number; readonly hasRung: boolean };

export type ProxiedRequestUser = {
  /** A provisional response went back: this target may have an early dialog with the caller now. */
  ringing?(target: Target, response: SipResponse): void;
  /** A 2xx went back: this target took it. More than one may (RFC 3261 13.2.2.4), and each may come again. */
  answered?(target: Target, response: SipResponse, nowMs: number): void;
  /** A final response that is no 2xx went back. */
  failed?(status: number, nowMs: number): void;
  /** It came to nothing: true if the user answers the transaction itself, in the place of this status. */
  instead?(status: number, nowMs: number): boolean;
  /** Nobody took it, and this was the last that said so: where it is to be tried next (RFC 3261 16.6, serially). */
  next?(failed: FailedTry, nowMs: number): Target | undefined;
};

/** RFC 3261 16.6 11 (Timer C): an INVITE that only rings is cancelled after more than three minutes. */
const TIMER_C_MS = 185_000;

type Branch = {
  readonly target: Target;
  client: Pick<ClientTransaction, 'cancel'> | undefined;
  hasRung: boolean;
  final: SipResponse | undefined;
  /** Timer C; undefined until it runs. */
  timer: TimerC | undefined;
};
/** What waits for its time must not hold on to a call that was answered long ago. */
type TimerC = { dueMs: number; fire: ((nowMs: number) => void) | undefined };

type Args = {
  engine: SipEngine;
  transaction: ServerTransaction;
  targets: readonly Target[];
  user?: ProxiedRequestUser;
  nowMs: number;
};

/**
 * A request that is passed on, to several at once if need be (RFC 3261 16): the first 2xx wins and the others are
 * cancelled; of everything else the best goes back when all have said it and there is nowhere else to try.
 */
export class ProxiedRequest {
  readonly #engine: SipEngine;
  readonly #transaction: ServerTransaction;
  readonly #branches: Branch[];
  readonly #user: ProxiedRequestUser;
  #isAnswered = false;
  #isCancelled = false;

  constructor({ engine, transaction, targets, user, nowMs }: Args) {
    this.#engine = engine;
    this.#transaction = transaction;
    this.#user = user ?? {};
    this.#branches = targets.map(branchTo);
    transaction.onCancel = (atMs) => this.#cancelled(atMs);
    // A caller whose connection is gone can take no answer.
    transaction.onTimeout = (atMs) => this.#cancelOthers(undefined, atMs);
    if (this.#isInvite) transaction.reply(100, nowMs);
    if (targets.length === 0) this.#failed(this.#ownResponse(480), nowMs);
    for (const branch of this.#branches) this.#start(branch, nowMs);
  }

  get #isInvite(): boolean {
    return this.#transaction.request.method === 'INVITE';
  }

  #start(branch: Branch, nowMs: number): void {
    const forwarded = forwardRequest(this.#transaction.request, branch.target);
    if (forwarded === undefined) return this.#finish(branch, this.#ownResponse(483), nowMs);
    const user = {
      response: (response: SipResponse, atMs: number) => this.#received(branch, response, atMs),
      failed: (why: 'timeout' | 'flow', atMs: number) =>
        this.#finish(
          branch,
          this.#ownResponse(this.#isCancelled ? 487 : why === 'timeout' ? 408 : 503),
          atMs,
        ),
    };
    const { flow, sender, answersWithinMs } = branch.target;
    branch.client =
      sender === undefined
        ? this.#engine.request(forwarded, flow, { user, nowMs })
        : sender.send(forwarded, flow, { user, nowMs });
    if (this.#isInvite) this.#watch(branch, nowMs + (answersWithinMs ?? TIMER_C_MS));
  }

  /** RFC 3261 16.7 2: begins Timer C, or begins it anew. */
  #watch(branch: Branch, dueMs: number): void {
    if (branch.timer !== undefined) {
      branch.timer.dueMs = dueMs;
      return;
    }
    branch.timer = { dueMs, fire: (atMs) => this.#ringsTooLong(branch, atMs) };
    run(this.#engine, branch.timer);
  }

  #received(branch: Branch, response: SipResponse, nowMs: number): void {
    if (response.status >= 300) this.#finish(branch, this.#goingBack(branch, response), nowMs);
    else if (response.status >= 200) this.#succeeded(branch, response, nowMs);
    else this.#progressed(branch, response, nowMs);
  }

  #progressed(branch: Branch, response: SipResponse, nowMs: number): void {
    if (this.#isInvite && branch.final === undefined) this.#watch(branch, nowMs + TIMER_C_MS);
    // What was given up and rings after all is being cancelled.
    if (response.status === 100 || this.#isAnswered || branch.final !== undefined) return;
    branch.hasRung = true;
    this.#user.ringing?.(branch.target, response);
    this.#transaction.respond(this.#goingBack(branch, response), nowMs);
  }

  #goingBack({ target }: Branch, response: SipResponse): SipResponse {
    const isOther = target.sender !== undefined || target.headers?.some(([name]) => name === 'From') === true;
    const forwarded = forwardResponse(response);
    return isOther ? inTermsOf(this.#transaction.request, forwarded) : forwarded;
  }

  /** Every 2xx to an INVITE goes back (RFC 3261 16.7 10), also one that is sent again. */
  #succeeded(branch: Branch, response: SipResponse, nowMs: number): void {
    const isFirst = !this.#isAnswered;
    this.#isAnswered = true;
    this.#end(branch, response);
    this.#transaction.respond(this.#goingBack(branch, response), nowMs);
    if (isFirst) this.#cancelOthers(branch, nowMs);
    this.#user.answered?.(branch.target, response, nowMs);
  }

  #finish(branch: Branch, response: SipResponse, nowMs: number): void {
    if (branch.final !== undefined) return;
    this.#end(branch, response);
    if (response.status >= 600) this.#cancelOthers(branch, nowMs);
    if (this.#isAnswered || this.#branches.some((one) => one.final === undefined)) return;
    const next = this.#isCancelled ? undefined : this.#nextAfter(branch, nowMs);
    if (next !== undefined) return this.#start(next, nowMs);
    const best = bestResponse(this.#branches.flatMap((one) => one.final ?? [])) ?? this.#ownResponse(480);
    this.#failed(best, nowMs);
  }

  #nextAfter({ target, final, hasRung }: Branch, nowMs: number): Branch | undefined {
    const next = this.#user.next?.({ target, status: final?.status ?? 408, hasRung }, nowMs);
    const branch = next && branchTo(next);
    if (branch !== undefined) this.#branches.push(branch);
    return branch;
  }

  #failed(best: SipResponse, nowMs: number): void {
    this.#isAnswered = true;
    if (this.#user.instead?.(best.status, nowMs) === true) return this.#user.failed?.(best.status, nowMs);
    // RFC 4320 4.2: of anything but an INVITE a 408 comes when its sender has given up already.
    if (best.status === 408 && !this.#isInvite) this.#transaction.abandon();
    // RFC 3261 16.7 6: a 503 says something of that server, not of us.
    else this.#transaction.respond(best.status === 503 ? this.#ownResponse(480) : best, nowMs);
    this.#user.failed?.(best.status, nowMs);
  }

  /** RFC 3261 16.10: what does not even answer the CANCEL is ended all the same. */
  #cancelled(nowMs: number): void {
    this.#isCancelled = true;
    this.#cancelOthers(undefined, nowMs);
  }

  #cancelOthers(kept: Branch | undefined, nowMs: number): void {
    for (const branch of this.#branches) {
      if (branch !== kept && branch.final === undefined) branch.client?.cancel(nowMs);
    }
  }

  #ringsTooLong(branch: Branch, nowMs: number): void {
    branch.client?.cancel(nowMs);
    this.#finish(branch, this.#ownResponse(408), nowMs);
  }

  #end(branch: Branch, final: SipResponse): void {
    branch.final = final;
    if (branch.timer !== undefined) branch.timer.fire = undefined;
  }

  #ownResponse(status: number): SipResponse {
    return respondTo(this.#transaction.request, status, { toTag: this.#transaction.localTag });
  }
}

const branchTo = (target: Target): Branch => ({
  target,
  client: undefined,
  hasRung: false,
  final: undefined,
  timer: undefined,
});

/** Outside of the class: a closure keeps all that its scope knows. */
function run(engine: SipEngine, timer: TimerC): void {
  engine.at(timer.dueMs, (nowMs) => {
    if (timer.fire === undefined) return;
    if (nowMs < timer.dueMs) run(engine, timer);
    else timer.fire(nowMs);
  });
}
