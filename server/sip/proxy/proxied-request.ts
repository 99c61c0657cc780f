import type { ClientTransaction, ClientTransactionUser } from '../client-transaction.ts';
import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import { numberOf, type SipRequest, type SipResponse } from '../message/message.ts';
import { respondTo } from '../message/respond.ts';
import type { ServerTransaction } from '../server-transaction.ts';
import { bestResponse } from './best-response.ts';
import { type Forwarded, forwardRequest, forwardResponse, inTermsOf } from './forward-request.ts';
import { breadthsOf, groupsOf, MAX_BREADTH } from './search-order.ts';

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
  /** 0 to 1,000: those of the greatest are tried first, those alike at once. */
  readonly qThousandths?: number;
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
  /** RFC 5393; undefined where it need not be said. */
  readonly breadth: number | undefined;
  client: Pick<ClientTransaction, 'cancel'> | undefined;
  hasRung: boolean;
  isOver: boolean;
  /** What it was over with, if it was no 2xx. */
  refusal: SipResponse | undefined;
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
 * cancelled. When all of one group have said something else the next group is tried, unless it was a 6xx; when there
 * is nowhere left to try the best of it goes back.
 */
export class ProxiedRequest {
  readonly #engine: SipEngine;
  readonly #transaction: ServerTransaction;
  readonly #branches: Branch[] = [];
  readonly #groups: Target[][];
  readonly #user: ProxiedRequestUser;
  #isAnswered = false;
  #isCancelled = false;

  constructor({ engine, transaction, targets, user, nowMs }: Args) {
    this.#engine = engine;
    this.#transaction = transaction;
    this.#user = user ?? {};
    this.#groups = groupsOf(targets);
    transaction.onCancel = (atMs) => this.#cancelled(atMs);
    // A caller whose connection is gone can take no answer.
    transaction.onTimeout = (atMs) => this.#cancelled(atMs);
    if (this.#isInvite) transaction.reply(100, nowMs);
    const first = this.#groups.shift();
    if (first === undefined) this.#failed(this.#ownResponse(480), nowMs);
    else this.#startAll(first, nowMs);
  }

  /** RFC 5393 5.3.3: what was tried before has ended, and its breadth is free again. */
  #startAll(group: readonly Target[], nowMs: number): void {
    const said = numberOf(this.#transaction.request, 'Max-Breadth');
    // One branch multiplies nothing: what is not said stays unsaid there.
    const isSaid = said !== undefined || group.length > 1;
    const breadths = isSaid ? breadthsOf(Math.min(said ?? MAX_BREADTH, MAX_BREADTH), group.length) : [];
    if (breadths === undefined) return this.#failed(this.#ownResponse(440), nowMs);
    const branches = group.map((target, index) => branchTo(target, breadths[index]));
    this.#branches.push(...branches);
    for (const branch of branches) this.#start(branch, nowMs);
  }

  get #isInvite(): boolean {
    return this.#transaction.request.method === 'INVITE';
  }

  #start(branch: Branch, nowMs: number): void {
    const forwarded = forwardRequest(this.#transaction.request, withBreadth(branch));
    if (forwarded === undefined) return this.#finish(branch, this.#ownResponse(483), nowMs);
    const user = {
      response: (response: SipResponse, atMs: number) => this.#received(branch, response, atMs),
      failed: (why: 'timeout' | 'flow', atMs: number) =>
        this.#finish(branch, this.#ownResponse(why === 'timeout' ? 408 : 503), atMs),
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
    if (this.#isInvite && !branch.isOver) this.#watch(branch, nowMs + TIMER_C_MS);
    // What was given up and rings after all is being cancelled.
    if (response.status === 100 || this.#isAnswered || branch.isOver) return;
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
    this.#end(branch);
    this.#transaction.respond(this.#goingBack(branch, response), nowMs);
    if (isFirst) this.#cancelOthers(branch, nowMs);
    this.#user.answered?.(branch.target, response, nowMs);
  }

  #finish(branch: Branch, response: SipResponse, nowMs: number): void {
    if (branch.isOver) return;
    branch.refusal = response;
    this.#end(branch);
    if (response.status >= 600) this.#cancelOthers(branch, nowMs);
    if (this.#isAnswered || this.#branches.some(({ isOver }) => !isOver)) return;
    const group = this.#mayGoOn ? this.#groups.shift() : undefined;
    if (group !== undefined) return this.#startAll(group, nowMs);
    const next = this.#isCancelled ? undefined : this.#nextAfter(branch, nowMs);
    if (next !== undefined) return this.#startAll([next], nowMs);
    this.#failed(this.#isCancelled ? this.#ownResponse(487) : this.#best, nowMs);
  }

  get #best(): SipResponse {
    return bestResponse(this.#branches.flatMap(({ refusal }) => refusal ?? [])) ?? this.#ownResponse(480);
  }

  /** RFC 3261 16.7 5: who was called does not want to be, anywhere. */
  get #mayGoOn(): boolean {
    return !this.#isCancelled && !this.#branches.some(({ refusal }) => (refusal?.status ?? 0) >= 600);
  }

  #nextAfter({ target, refusal, hasRung }: Branch, nowMs: number): Target | undefined {
    return this.#user.next?.({ target, status: refusal?.status ?? 408, hasRung }, nowMs);
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
      if (branch !== kept && !branch.isOver) branch.client?.cancel(nowMs);
    }
  }

  #ringsTooLong(branch: Branch, nowMs: number): void {
    branch.client?.cancel(nowMs);
    this.#finish(branch, this.#ownResponse(408), nowMs);
  }

  #end(branch: Branch): void {
    branch.isOver = true;
    if (branch.timer !== undefined) branch.timer.fire = undefined;
  }

  #ownResponse(status: number): SipResponse {
    return respondTo(this.#transaction.request, status, { toTag: this.#transaction.localTag });
  }
}

const branchTo = (target: Target, breadth: number | undefined): Branch => ({
  target,
  breadth,
  client: undefined,
  hasRung: false,
  isOver: false,
  refusal: undefined,
  timer: undefined,
});

const withBreadth = ({ target, breadth }: Branch): Forwarded =>
  breadth === undefined
    ? target
    : { ...target, headers: [...(target.headers ?? []), ['Max-Breadth', `${breadth}`]] };

/** Outside of the class: a closure keeps all that its scope knows. */
function run(engine: SipEngine, timer: TimerC): void {
  engine.at(timer.dueMs, (nowMs) => {
    if (timer.fire === undefined) return;
    if (nowMs < timer.dueMs) run(engine, timer);
    else timer.fire(nowMs);
  });
}
