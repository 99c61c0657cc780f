import { describe, expect, it } from 'vitest';
import { type KeyWay, KeyWays } from '#server/pbx/key-ways.ts';

type Key = [way: KeyWay, digit: string, atMs: number];

function pressed(...keys: Key[]): string {
  const ways = new KeyWays();
  return keys
    .filter(([way, digit, atMs]) => ways.isPress(digit, way, atMs))
    .map(([, digit]) => digit)
    .join('');
}

describe('the keys of a call', () => {
  it('may come as tones', () => {
    expect(pressed(['tone', '1', 0], ['tone', '1', 200], ['tone', '2', 400])).toBe('112');
  });

  it('may come as events', () => {
    expect(pressed(['event', '1', 0], ['event', '1', 200], ['event', '2', 400])).toBe('112');
  });

  it('may come as INFO', () => {
    expect(pressed(['info', '1', 0], ['info', '1', 200], ['info', '2', 400])).toBe('112');
  });

  it('count once where a phone does both, whichever is first', () => {
    const toneFirst: Key[] = [
      ...([
        ['tone', '1', 0],
        ['info', '1', 100],
        ['tone', '1', 300],
        ['info', '1', 400],
      ] as Key[]),
      ...([
        ['tone', '2', 600],
        ['info', '2', 700],
      ] as Key[]),
    ];
    expect(pressed(...toneFirst)).toBe('112');
    expect(pressed(['info', '1', 0], ['tone', '1', 50], ['info', '2', 300], ['tone', '2', 350])).toBe('12');
  });

  it('count once where a phone sends events and INFO, in any order', () => {
    const [event, info] = (['event', 'info'] as const).map((way) =>
      [0, 300, 600].map(
        (atMs, index): Key => [way, index < 2 ? '5' : '1', atMs + (way === 'info' ? 350 : 0)],
      ),
    );
    const inTime = [...(event ?? []), ...(info ?? [])].sort(([, , one], [, , other]) => one - other);
    expect(pressed(...inTime)).toBe('551');
    expect(pressed(['info', '1', 0], ['event', '1', 20], ['info', '1', 300], ['event', '1', 320])).toBe('11');
  });

  it('of another kind than the tone before, or long after it, are new', () => {
    expect(pressed(['tone', '1', 0], ['info', '2', 100])).toBe('12');
    expect(pressed(['tone', '1', 0], ['info', '1', 5_000])).toBe('11');
  });
});
