import type { Deadlines } from './deadlines.ts';
import type { TimerName } from './transaction/timers.ts';

/** What a transaction does when a timer fires. */
export type TimerOwner = { timerFired(timer: TimerName, nowMs: number): void };

/** The timers of one transaction. A state that has no use for a timer ignores it; one that is set again begins anew. */
export class TransactionTimers {
  readonly #deadlines: Deadlines<(nowMs: number) => void>;
  readonly #owner: TimerOwner;
  readonly #names: TimerName[] = [];
  readonly #atMs: number[] = [];

  constructor(deadlines: Deadlines<(nowMs: number) => void>, owner: TimerOwner) {
    this.#deadlines = deadlines;
    this.#owner = owner;
  }

  set(timer: TimerName, atMs: number): void {
    const known = this.#names.indexOf(timer);
    const index = known < 0 ? this.#names.push(timer) - 1 : known;
    this.#atMs[index] = atMs;
    this.#deadlines.add(atMs, (nowMs) => this.#fire(index, atMs, nowMs));
  }

  clear(): void {
    this.#atMs.fill(Number.NaN);
  }

  #fire(index: number, setForMs: number, nowMs: number): void {
    const timer = this.#names[index];
    if (timer === undefined || this.#atMs[index] !== setForMs) return;
    this.#atMs[index] = Number.NaN;
    this.#owner.timerFired(timer, nowMs);
  }
}
