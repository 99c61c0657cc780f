import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

export type GroupedLogDeps<Row> = {
  /** Writes one group. What it rejects with is logged, and the group is lost. */
  write(rows: readonly Row[]): Promise<void>;
  scheduler: Scheduler;
  log: Log;
};

/** From one group to the next: half a second later nobody who looks is too early. */
export const GATHER_MS = 250;
/** Some 15 ms of the database's time. */
export const GROUP_MAX = 250;
/** Some megabytes. */
export const WAITING_MAX = 10_000;

/**
 * What happened, for people to look at, written in groups while nobody waits for it. The database has at most one
 * group at a time and a pause after it; what comes faster than that for long is dropped, and that is said.
 */
export class GroupedLog<Row> {
  readonly #deps: GroupedLogDeps<Row>;
  #waiting: Row[] = [];
  #dropped = 0;
  #isPlanned = false;
  #stopWaiting: () => void = () => {};

  constructor(deps: GroupedLogDeps<Row>) {
    this.#deps = deps;
  }

  add(row: Row): void {
    if (this.#waiting.length >= WAITING_MAX) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(row);
    this.#plan();
  }

  /** Writes what waits, without pauses. */
  async flush(): Promise<void> {
    this.#stopWaiting();
    while (this.#waiting.length > 0) await this.#writeGroup();
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#stopWaiting = this.#deps.scheduler.after(GATHER_MS, () => {
      void this.#writeGroup().then(() => {
        this.#isPlanned = false;
        if (this.#waiting.length > 0) this.#plan();
      });
    });
  }

  async #writeGroup(): Promise<void> {
    const { write, log } = this.#deps;
    const group = this.#waiting.splice(0, GROUP_MAX);
    const dropped = this.#dropped;
    this.#dropped = 0;
    if (dropped > 0) log.warn('too much happened to note all of it', { dropped });
    await write(group).catch((error: unknown) =>
      log.warn('what happened could not be noted', { lost: group.length, error: reasonOf(error) }),
    );
  }
}
