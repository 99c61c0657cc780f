import { describe, expect, it } from 'vitest';
import { createGathered } from '../../../app/_live/gathered.ts';

/** Answers and moments that come when the test says so. */
function gathered() {
  const asked: Array<PromiseWithResolvers<unknown>> = [];
  const waits: Array<{ ms: number; end: () => void }> = [];
  const run = (): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>();
    asked.push(answer);
    return answer.promise;
  };
  const wait = (ms: number): Promise<void> => new Promise((resolve) => waits.push({ ms, end: resolve }));
  /** Lets everything happen that can. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    change: createGathered({ run, wait }),
    asked,
    async answer(): Promise<void> {
      asked.at(-1)?.resolve(undefined);
      await settle();
    },
    async fail(): Promise<void> {
      asked.at(-1)?.reject(new Error('unreachable'));
      await settle();
    },
    async pass(ms: number): Promise<void> {
      for (const one of waits) if (one.ms <= ms) one.end();
      await settle();
    },
  };
}

describe('what is asked for when something changes', () => {
  it('is asked for at once, and once more for all that changes within a moment', async () => {
    const { change, asked, answer, pass } = gathered();
    change();
    expect(asked).toHaveLength(1);
    for (let nth = 0; nth < 100; nth += 1) change();
    await answer();
    expect(asked).toHaveLength(1);
    await pass(300);
    expect(asked).toHaveLength(2);
    await answer();
    await pass(300);
    expect(asked).toHaveLength(2);
  });

  it('is not begun anew before the answer is there, however much changes', async () => {
    const { change, asked, answer, pass } = gathered();
    change();
    change();
    await pass(300);
    expect(asked).toHaveLength(1);
    await answer();
    expect(asked).toHaveLength(2);
  });

  it('is asked for again where the answer never came, or was a failure', async () => {
    const { change, asked, fail, pass } = gathered();
    change();
    change();
    await pass(10_000);
    expect(asked).toHaveLength(2);
    change();
    await fail();
    await pass(300);
    expect(asked).toHaveLength(3);
  });
});
