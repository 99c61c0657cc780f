import { describe, expect, it } from 'vitest';
import { TokenBuckets } from '#server/pbx/token-buckets.ts';

const takeAll = (buckets: TokenBuckets, name: string, nowMs: number): number => {
  let taken = 0;
  while (buckets.take(name, nowMs)) taken += 1;
  return taken;
};

describe('token buckets', () => {
  it('hold so many at once, and fill again with time', () => {
    const buckets = new TokenBuckets({ capacity: 10, perSecond: 2 });
    expect(takeAll(buckets, 'a', 0)).toBe(10);
    expect(takeAll(buckets, 'a', 1_000)).toBe(2);
    expect(takeAll(buckets, 'a', 3_600_000)).toBe(10);
  });

  it('are one for each name', () => {
    const buckets = new TokenBuckets({ capacity: 3, perSecond: 1 });
    takeAll(buckets, 'a', 0);
    expect(takeAll(buckets, 'b', 0)).toBe(3);
  });

  it('take back what was not meant, but never more than they hold', () => {
    const buckets = new TokenBuckets({ capacity: 3, perSecond: 1 });
    takeAll(buckets, 'a', 0);
    buckets.giveBack('a', 0);
    expect(takeAll(buckets, 'a', 0)).toBe(1);
    for (let i = 0; i < 10; i += 1) buckets.giveBack('a', 0);
    expect(takeAll(buckets, 'a', 0)).toBe(3);
  });

  it('give nothing for a clock that was set back', () => {
    const buckets = new TokenBuckets({ capacity: 3, perSecond: 1 });
    takeAll(buckets, 'a', 100_000);
    expect(takeAll(buckets, 'a', 0)).toBe(0);
  });

  it('are kept of so many names only, and of none that is full', () => {
    const buckets = new TokenBuckets({ capacity: 3, perSecond: 1 });
    for (let i = 0; i < 34_000; i += 1) {
      takeAll(buckets, `source ${i}`, 0);
      expect(buckets.count).toBeLessThanOrEqual(10_000);
    }
    for (let i = 29_000; i < 34_000; i += 1) expect(buckets.take(`source ${i}`, 0)).toBe(false);
    expect(buckets.take('source 0', 0)).toBe(true);
    const quiet = new TokenBuckets({ capacity: 3, perSecond: 1 });
    quiet.take('a', 0);
    quiet.giveBack('a', 0);
    expect(quiet.count).toBe(0);
  });
});
