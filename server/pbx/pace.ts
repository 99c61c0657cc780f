import type { Clock } from '#server/ports/clock.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

export type PaceSize = {
  /** So many at once after a quiet time. */
  burst: number;
  /** So many a second in the long run. */
  perSecond: number;
  /** So many are under way at the same time: a server that is slow is not given more than it gets done. */
  underWay: number;
  /** Whoever has been under way for so long, without saying that it is over, has lost its place. */
  stayMs: number;
};

type Turn = { work: () => void; isUrgent: boolean };

/** How soon it is looked for places that somebody has lost. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Spreads work in time: a few are let through at once, a crowd one after the other and as fast as it is over with, and
 * those for whom somebody waits before those for whom nobody does.
 */
export class Pace {
  readonly #size: PaceSize;
  readonly #clock: Clock;
  readonly #scheduler: Scheduler;
  readonly #turns = new Map<string, Turn>();
  /** Until when each that was let through keeps its place, the earliest first. */
  readonly #underWay = new Map<string, number>();
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

  /** What was let through under this name is over. */
  isOver(name: string): void {
    if (!this.#underWay.delete(name) || this.#turns.size === 0) return;
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
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
      if (this.#tokens < 1) return this.#wait(((1 - this.#tokens) / this.#size.perSecond) * 1_000);
      if (!this.#hasRoom()) return this.#wait(LOOK_AGAIN_MS);
      this.#tokens -= 1;
      const [name, turn] = this.#next();
      this.#turns.delete(name);
      this.#enter(name);
      turn.work();
    }
  }

  #next(): [string, Turn] {
    const turns = this.#turns.entries();
    return (
      turns.find(([, { isUrgent }]) => isUrgent) ?? (this.#turns.entries().next().value as [string, Turn])
    );
  }

  #hasRoom(): boolean {
    const nowMs = this.#clock.nowMs();
    for (const [name, untilMs] of this.#underWay) {
      if (untilMs > nowMs) break;
      this.#underWay.delete(name);
    }
    return this.#underWay.size < this.#size.underWay;
  }

  #enter(name: string): void {
    this.#underWay.delete(name);
    this.#underWay.set(name, this.#clock.nowMs() + this.#size.stayMs);
  }

  #wait(delayMs: number): void {
    this.#stopWaiting = this.#scheduler.after(Math.ceil(delayMs), () => {
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
