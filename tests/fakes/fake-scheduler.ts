import type { Scheduler } from '#server/ports/scheduler.ts';

type Planned = { delayMs: number; task: () => void };

/** Runs nothing by itself: a test says what is due. */
export class FakeScheduler implements Scheduler {
  #planned: Planned[] = [];

  after(delayMs: number, task: () => void): () => void {
    const one = { delayMs, task };
    this.#planned.push(one);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== one);
    };
  }

  /** Runs what was to be run within this time. */
  run(withinMs: number): void {
    const due = this.#planned.filter(({ delayMs }) => delayMs <= withinMs);
    this.#planned = this.#planned.filter(({ delayMs }) => delayMs > withinMs);
    for (const { task } of due) task();
  }
}
