import { databaseCode, type HotdeskDeps } from '#server/hotdesk/context.ts';
import { type BindingName, keyOf, type SipBinding, storeBindings } from '#server/hotdesk/stored-bindings.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

type Changes = {
  /** As `BindingWrites` has them. */
  refreshes?: readonly SipBinding[];
  upserts: readonly SipBinding[];
  removals: readonly BindingName[];
};

type Change = Changes & {
  nowMs: number;
  done: () => void;
  failed: (error: unknown) => void;
};

type Hotdesk = Pick<HotdeskDeps, 'db' | 'transactionsOverlap'>;

/** While phones keep coming, what comes in this time is written at once: a write costs as much as twenty rows. */
const GATHER_MS = 10;

/**
 * Writes registrations through in groups: what comes while one group is being written goes with the next, so that a
 * busy morning costs one transaction for hundreds of phones, and each phone's 200 still means that it is stored.
 */
export class BindingWriter {
  readonly #hotdesk: Hotdesk;
  readonly #scheduler: Scheduler;
  #waiting: Change[] = [];
  #isWriting = false;

  constructor(hotdesk: Hotdesk, scheduler: Scheduler) {
    this.#hotdesk = hotdesk;
    this.#scheduler = scheduler;
  }

  /** Resolves when stored. What belongs to credentials that have ended meanwhile is not stored. */
  write(change: Changes, nowMs: number): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ ...change, nowMs, done, failed });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#writeGroup(group);
      if (group.length > 1 || this.#waiting.length > 0) await this.#gather();
    }
    this.#isWriting = false;
  }

  #gather(): Promise<void> {
    return new Promise((resolve) => this.#scheduler.after(GATHER_MS, resolve));
  }

  async #writeGroup(group: readonly Change[]): Promise<void> {
    const { refreshes, upserts, removals } = lastWords(group);
    try {
      const { db, transactionsOverlap } = this.#hotdesk;
      const writes = {
        transactionsOverlap,
        ...{ refreshes, upserts, removals },
        nowMs: group.at(-1)?.nowMs ?? 0,
      };
      await storeBindings(db, writes);
      for (const { done } of group) done();
    } catch (error) {
      // One that cannot be stored must not take the others with it.
      if (group.length > 1 && isOfTheData(error)) for (const one of group) await this.#writeGroup([one]);
      else for (const { failed } of group) failed(error);
    }
  }
}

/** PostgreSQL manual, appendix A: classes 22 and 23. */
const isOfTheData = (error: unknown): boolean => /^2[23]/.test(databaseCode(error) ?? '');

/** One statement cannot write a row twice: the last word of a contact counts. */
function lastWords(group: readonly Changes[]): Required<Changes> {
  const [refreshes, upserts] = [new Map<string, SipBinding>(), new Map<string, SipBinding>()];
  const removals = new Map<string, BindingName>();
  const last = (key: string): void => {
    for (const words of [refreshes, upserts, removals]) words.delete(key);
  };
  for (const change of group) {
    for (const binding of change.removals) {
      last(keyOf(binding));
      removals.set(keyOf(binding), binding);
    }
    for (const binding of change.refreshes ?? []) {
      const key = keyOf(binding);
      // What it refreshes is only about to be stored, or removed.
      const isStored = !upserts.has(key) && !removals.has(key);
      last(key);
      (isStored ? refreshes : upserts).set(key, binding);
    }
    for (const binding of change.upserts) {
      last(keyOf(binding));
      upserts.set(keyOf(binding), binding);
    }
  }
  return {
    ...{ refreshes: [...refreshes.values()], upserts: [...upserts.values()] },
    removals: [...removals.values()],
  };
}
