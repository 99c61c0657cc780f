import type { Clock } from '#server/ports/clock.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

export type PaceSize = {
  /** So many at once after a quiet time. */
  burst: number;
  /** So many a second in the long run. */
  perSecond: number;
};

type Turn = { work: () => void; isUrgent: boolean };

/**
 * Spreads work in time: a few are let through at once, a crowd one after the other, and those for whom somebody waits
 * before those for whom nobody does.
 */
export class Pace {
  readonly #size: PaceSize;
  readonly #clock: Clock;
  readonly #scheduler: Scheduler;
  readonly #turns = new Map<string, Turn>();
  #tokens: number;
  #atMs: number;
  #stopWaiting: (() => void) | undefined;

  constructor(size: PaceSize, { clock, scheduler }: { clock: Clock; scheduler: Scheduler }) {
    this.#size = size;
    this.#clock = clock;
    this.#scheduler = scheduler;
    this.#tokens = size.burst;
    this.#atMs = clock.nowMs();
  }

  isWaiting(name: string): boolean {
    return this.#turns.has(name);
  }

  /** Does the work when its turn has come, at once if it may. Of one name only the newest waits, in the old one's place. */
  turn(name: string, turn: Turn): void {
    this.#turns.set(name, turn);
    this.#letThrough();
  }

  stop(): void {
    this.#stopWaiting?.();
    this.#turns.clear();
  }

  #letThrough(): void {
    if (this.#stopWaiting !== undefined) return;
    this.#refill();
    while (this.#turns.size > 0) {
      if (this.#tokens < 1) return this.#wait();
      this.#tokens -= 1;
      const [name, turn] = this.#next();
      this.#turns.delete(name);
      turn.work();
    }
  }

  #next(): [string, Turn] {
    const turns = this.#turns.entries();
    return (
      turns.find(([, { isUrgent }]) => isUrgent) ?? (this.#turns.entries().next().value as [string, Turn])
    );
  }

  #wait(): void {
    const delayMs = Math.ceil(((1 - this.#tokens) / this.#size.perSecond) * 1_000);
    this.#stopWaiting = this.#scheduler.after(delayMs, () => {
      this.#stopWaiting = undefined;
      this.#letThrough();
    });
  }

  #refill(): void {
    const nowMs = this.#clock.nowMs();
    // A clock that was set back gives nothing.
    const seconds = Math.max(0, nowMs - this.#atMs) / 1_000;
    this.#tokens = Math.min(this.#size.burst, this.#tokens + seconds * this.#size.perSecond);
    this.#atMs = nowMs;
  }
}
