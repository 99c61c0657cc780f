import type { Deadline, Deadlines } from './deadlines.ts';
import type { TimerName } from './transaction/timers.ts';

/** What a transaction does when a timer fires. */
export type TimerOwner = { timerFired(timer: TimerName, nowMs: number): void };

const none: readonly SetTimer[] = [];

/**
 * The timers of one transaction. A state that has no use for a timer ignores it; one that is set again begins anew.
 * Tens of thousands of transactions wait at once, most of them for one timer: each costs one small object.
 */
export class TransactionTimers {
  readonly #deadlines: Deadlines;
  #owner: TimerOwner | undefined;
  #set = none;

  constructor(deadlines: Deadlines, owner: TimerOwner) {
    this.#deadlines = deadlines;
    this.#owner = owner;
  }

  set(timer: TimerName, delayMs: number, nowMs: number): void {
    const set = new SetTimer(this, timer, nowMs + delayMs);
    this.#set = [...this.#set.filter((other) => other.timer !== timer), set];
    this.#deadlines.addAfter(delayMs, set);
  }

  /** The transaction has ended: what is still to come due holds on to nothing of it. */
  end(): void {
    this.#set = none;
    this.#owner = undefined;
  }

  fire(set: SetTimer, nowMs: number): void {
    if (!this.#set.includes(set)) return;
    this.#set = this.#set.filter((other) => other !== set);
    this.#owner?.timerFired(set.timer, nowMs);
  }
}

class SetTimer implements Deadline {
  readonly #timers: TransactionTimers;
  readonly timer: TimerName;
  readonly atMs: number;

  constructor(timers: TransactionTimers, timer: TimerName, atMs: number) {
    this.#timers = timers;
    this.timer = timer;
    this.atMs = atMs;
  }

  due(nowMs: number): void {
    this.#timers.fire(this, nowMs);
  }
}
