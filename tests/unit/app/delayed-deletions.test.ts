import { beforeEach, describe, expect, it } from 'vitest';
import { createDelayedDeletions } from '../../../app/_live/delayed-deletions.ts';

describe('a deletion that can be taken back', () => {
  let timers: Set<() => void>;
  let done: string[];
  let shown: string[];
  const make = () =>
    createDelayedDeletions({
      delayMs: 10_000,
      after: (_, run) => {
        timers.add(run);
        return () => timers.delete(run);
      },
      onChange: (keys) => (shown = [...keys]),
    });
  const deletion = (key: string) => ({
    key,
    carryOut: async (isLeaving: boolean) => void done.push(`${key}${isLeaving ? ' leaving' : ''}`),
  });
  const timePasses = () => {
    for (const run of [...timers]) run();
  };

  beforeEach(() => {
    timers = new Set();
    done = [];
    shown = [];
  });

  it('waits, is shown as going meanwhile, and is carried out once', () => {
    const deletions = make();
    deletions.add(deletion('desk'));
    deletions.add(deletion('desk'));
    expect([done, shown]).toEqual([[], ['desk']]);
    timePasses();
    timePasses();
    expect([done, shown, timers.size]).toEqual([['desk'], [], 0]);
    expect(deletions.undo('desk')).toBe(false);
  });

  it('does not happen when it is taken back in time', () => {
    const deletions = make();
    deletions.add(deletion('desk'));
    deletions.add(deletion('user'));
    expect(deletions.undo('desk')).toBe(true);
    expect(shown).toEqual(['user']);
    timePasses();
    expect(done).toEqual(['user']);
  });

  it('happens at once when the page goes away, and not again', async () => {
    const deletions = make();
    deletions.add(deletion('desk'));
    await deletions.flush(true);
    timePasses();
    await deletions.flush(false);
    expect(done).toEqual(['desk leaving']);
  });
});
