import type { Deadlines } from './deadlines.ts';
import type { TimerName } from './transaction/timers.ts';

/** What a transaction does when a timer fires. */
export type TimerOwner = { timerFired(timer: TimerName, nowMs: number): void };

/** The timers of one transaction. A state that has no use for a timer ignores it; one that is set again begins anew. */
export class TransactionTimers {
  readonly #deadlines: Deadlines<(nowMs: number) => void>;
  readonly #owner: TimerOwner;
  // Most transactions set one: no room is made for more.
  #names: readonly TimerName[] = [];
  #atMs: readonly number[] = [];

  constructor(deadlines: Deadlines<(nowMs: number) => void>, owner: TimerOwner) {
    this.#deadlines = deadlines;
    this.#owner = owner;
  }

  set(timer: TimerName, atMs: number): void {
    const known = this.#names.indexOf(timer);
    const index = known < 0 ? this.#names.length : known;
    if (known < 0) this.#names = [...this.#names, timer];
    this.#atMs = known < 0 ? [...this.#atMs, atMs] : this.#atMs.with(index, atMs);
    this.#deadlines.add(atMs, (nowMs) => this.#fire(index, atMs, nowMs));
  }

  clear(): void {
    this.#names = [];
    this.#atMs = [];
  }

  #fire(index: number, setForMs: number, nowMs: number): void {
    const timer = this.#names[index];
    if (timer === undefined || this.#atMs[index] !== setForMs) return;
    this.#atMs = this.#atMs.with(index, Number.NaN);
    this.#owner.timerFired(timer, nowMs);
  }
}
