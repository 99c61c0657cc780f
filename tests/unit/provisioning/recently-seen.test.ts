import { describe, expect, it } from 'vitest';
import { RecentlySeen } from '#server/provisioning/recently-seen.ts';

describe('what was just heard of a phone', () => {
  const mac = '001565000011';

  it('is no news for half a minute', () => {
    const seen = new RecentlySeen(30_000);
    const isNews = (atMs: number) => seen.isNews(mac, ['T54W', '96.86.0.45', '192.0.2.7'], atMs);
    expect([0, 10, 29_999, 30_000].map(isNews)).toEqual([true, false, false, true]);
  });

  it('is news at once when it differs, or is of another phone', () => {
    const seen = new RecentlySeen(30_000);
    seen.isNews(mac, ['T54W', '96.86.0.45'], 0);
    expect(seen.isNews(mac, ['T54W', '96.87.0.1'], 1)).toBe(true);
    expect(seen.isNews('001565000012', ['T54W', '96.87.0.1'], 2)).toBe(true);
  });
});
