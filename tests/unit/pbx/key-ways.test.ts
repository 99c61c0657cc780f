import { describe, expect, it } from 'vitest';
import { KeyWays } from '#server/pbx/key-ways.ts';

type Key = ['tone' | 'info', digit: string, atMs: number];

function pressed(...keys: Key[]): string {
  const ways = new KeyWays();
  const isPress = ([way, digit, atMs]: Key) =>
    way === 'tone' ? ways.isPressByTone(digit, atMs) : ways.isPressByInfo(digit, atMs);
  return keys
    .filter(isPress)
    .map(([, digit]) => digit)
    .join('');
}

describe('the keys of a call', () => {
  it('may come as tones', () => {
    expect(pressed(['tone', '1', 0], ['tone', '1', 200], ['tone', '2', 400])).toBe('112');
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

  it('of another kind than the tone before, or long after it, are new', () => {
    expect(pressed(['tone', '1', 0], ['info', '2', 100])).toBe('12');
    expect(pressed(['tone', '1', 0], ['info', '1', 5_000])).toBe('11');
  });
});
