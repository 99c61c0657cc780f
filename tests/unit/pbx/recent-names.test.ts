import { describe, expect, it } from 'vitest';
import { RecentNames } from '#server/pbx/recent-names.ts';

const MAX = 10;

describe('names that were met lately', () => {
  it('are known, and no more than so many of them', () => {
    const names = new RecentNames(MAX);
    for (let n = 0; n < 1_000; n += 1) {
      names.add(`n${n}`);
      const known = Array.from({ length: n + 1 }, (_, index) => names.has(`n${index}`));
      expect(known.slice(-MAX / 2)).not.toContain(false);
      expect(known.filter(Boolean).length).toBeLessThanOrEqual(MAX);
    }
  });

  it('stay known as long as they are met again and again', () => {
    const names = new RecentNames(MAX);
    for (let n = 0; n < 1_000; n += 1) {
      if (n % 3 === 0) names.add('often');
      names.add(`n${n}`);
      expect(names.has('often')).toBe(true);
    }
  });

  it('are not known any more once they are deleted, however long they were', () => {
    const names = new RecentNames(MAX);
    for (let n = 0; n < MAX; n += 1) names.add(`n${n % 7}`);
    for (let n = 0; n < 7; n += 1) {
      names.delete(`n${n}`);
      expect(names.has(`n${n}`)).toBe(false);
    }
  });
});
