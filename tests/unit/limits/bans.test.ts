import { describe, expect, it } from 'vitest';
import { Bans } from '#server/limits/bans.ts';

const DAY_MS = 86_400_000;

describe('bans', () => {
  it('last a minute, then twice as long each time, up to an hour', () => {
    const bans = new Bans();
    let nowMs = 0;
    const minutes = Array.from({ length: 8 }, () => {
      const lastsMs = bans.begin('a', nowMs);
      expect([bans.isBanned('a', nowMs + lastsMs - 1), bans.isBanned('a', nowMs + lastsMs)]).toEqual([
        true,
        false,
      ]);
      nowMs += lastsMs + 1_000;
      return lastsMs / 60_000;
    });
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('are forgotten after a quiet day', () => {
    const bans = new Bans();
    bans.begin('a', 0);
    expect(bans.begin('a', 60_000 + DAY_MS - 1)).toBe(120_000);
    expect(bans.begin('a', 180_000 + 2 * DAY_MS)).toBe(60_000);
  });

  it('are each for one name, and of so many names only', () => {
    const bans = new Bans();
    for (let i = 0; i < 10_001; i += 1) bans.begin(`${i}`, 0);
    expect([bans.isBanned('0', 1), bans.isBanned('1', 1), bans.isBanned('new', 1)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
