import type { Deadlines } from './deadlines.ts';
import type { TimerName } from './transaction/timers.ts';

/** The timers of one transaction. A state that has no use for a timer ignores it; one that is set again begins anew. */
export class TransactionTimers {
  readonly #deadlines: Deadlines<(nowMs: number) => void>;
  readonly #fire: (timer: TimerName, nowMs: number) => void;
  readonly #newest = new Map<TimerName, number>();
  #set = 0;

  constructor(
    deadlines: Deadlines<(nowMs: number) => void>,
    fire: (timer: TimerName, nowMs: number) => void,
  ) {
    this.#deadlines = deadlines;
    this.#fire = fire;
  }

  set(timer: TimerName, atMs: number): void {
    this.#set += 1;
    const own = this.#set;
    this.#newest.set(timer, own);
    this.#deadlines.add(atMs, (nowMs) => {
      if (this.#newest.get(timer) === own) this.#fire(timer, nowMs);
    });
  }

  clear(): void {
    this.#newest.clear();
  }
}
