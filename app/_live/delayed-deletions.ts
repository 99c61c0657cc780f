export type DelayedDeletion = {
  key: string;
  /** `isLeaving`: the page goes away at this moment, so only what needs no answer can be done. */
  carryOut(isLeaving: boolean): Promise<void>;
};

type Options = {
  delayMs: number;
  /** Calls back after a while; answers how to call that off. */
  after(delayMs: number, run: () => void): () => void;
  onChange(keys: ReadonlySet<string>): void;
};

export type DelayedDeletions = {
  add(deletion: DelayedDeletion): void;
  /** Whether it was still time. */
  undo(key: string): boolean;
  /** Carries out at once whatever still waits: a deletion that was confirmed is not lost with the page. */
  flush(isLeaving: boolean): Promise<void>;
};

/** Deletions that can be taken back for a while, because they have not happened yet. */
export function createDelayedDeletions({ delayMs, after, onChange }: Options): DelayedDeletions {
  const waiting = new Map<string, { deletion: DelayedDeletion; callOff: () => void }>();
  const take = (key: string): DelayedDeletion | undefined => {
    const found = waiting.get(key);
    if (found === undefined) return undefined;
    waiting.delete(key);
    found.callOff();
    onChange(new Set(waiting.keys()));
    return found.deletion;
  };
  return {
    add(deletion) {
      if (waiting.has(deletion.key)) return;
      const callOff = after(delayMs, () => void take(deletion.key)?.carryOut(false));
      waiting.set(deletion.key, { deletion, callOff });
      onChange(new Set(waiting.keys()));
    },
    undo: (key) => take(key) !== undefined,
    async flush(isLeaving) {
      await Promise.all([...waiting.keys()].map((key) => take(key)?.carryOut(isLeaving)));
    },
  };
}
