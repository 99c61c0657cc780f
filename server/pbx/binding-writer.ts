import { databaseCode, type HotdeskDeps } from '#server/hotdesk/context.ts';
import { type SipBinding, storeBindings } from '#server/hotdesk/sip-directory.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

type Changes = { upserts: readonly SipBinding[]; removals: readonly BindingName[] };
type BindingName = Pick<SipBinding, 'authName' | 'contact'>;

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
    // One statement cannot write a row twice: the last word of a contact counts.
    const upserts = new Map<string, SipBinding>();
    const removals = new Map<string, BindingName>();
    for (const change of group) {
      for (const binding of change.removals) {
        upserts.delete(keyOf(binding));
        removals.set(keyOf(binding), binding);
      }
      for (const binding of change.upserts) {
        removals.delete(keyOf(binding));
        upserts.set(keyOf(binding), binding);
      }
    }
    try {
      const { db, transactionsOverlap } = this.#hotdesk;
      const writes = {
        transactionsOverlap,
        upserts: [...upserts.values()],
        removals: [...removals.values()],
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

const keyOf = ({ authName, contact }: BindingName): string => `${authName} ${contact}`;
