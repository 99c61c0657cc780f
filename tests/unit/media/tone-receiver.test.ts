import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CodecName, encodeSound, Hearing } from '#server/media/codec.ts';
import { halveRate } from '#server/media/halve-rate.ts';
import { PromptLibrary } from '#server/media/prompt-library.ts';
import { promptIds, promptLanguages } from '#server/media/prompts/catalogue.ts';
import { ToneReceiver } from '#server/media/tone-receiver.ts';
import { seededRandom } from '#tests/fakes/seeded-random.ts';

const TONES = new Map(
  ['123A', '456B', '789C', '*0#D'].flatMap((keys, row) =>
    [...keys].map((key, column) => [
      key,
      [[697, 770, 852, 941][row] ?? 0, [1_209, 1_336, 1_477, 1_633][column] ?? 0] as const,
    ]),
  ),
);
type Press = { toneMs?: number; gapMs?: number; level?: number; columnLevel?: number; off?: number };

/** As a phone would play it. */
function pressed(keys: string, press: Press = {}): Int16Array {
  const { toneMs = 70, gapMs = 70, level = 4_000, columnLevel = level, off = 1 } = press;
  const samples: number[] = Array.from({ length: 333 }, () => 0);
  for (const key of keys) {
    const [row, column] = TONES.get(key) ?? [0, 0];
    for (let at = 0; at < toneMs * 8; at += 1) {
      const phase = (2 * Math.PI * at * off) / 8_000;
      samples.push(level * Math.sin(row * phase) + columnLevel * Math.sin(column * phase));
    }
    for (let at = 0; at < gapMs * 8; at += 1) samples.push(0);
  }
  return Int16Array.from(samples, Math.round);
}

/** Through a line, packet by packet. */
function heard(samples: Int16Array, codec: CodecName = 'PCMU'): string {
  const receiver = new ToneReceiver();
  const hearing = new Hearing(codec);
  const sent = encodeSound(doubleRate(samples), codec);
  let keys = '';
  for (let at = 0; at < sent.length; at += 160)
    keys += receiver.receive(hearing.hear(sent.subarray(at, at + 160))).join('');
  return keys;
}

/** As 16 kHz, with the tones where they were. */
const doubleRate = (samples: Int16Array): Int16Array =>
  Int16Array.from({ length: 2 * samples.length }, (_, at) => {
    const [one = 0, next = one] = samples.subarray(at >> 1, (at >> 1) + 2);
    return at % 2 === 0 ? one : (one + next) / 2;
  });

describe('keys played as tones, ITU-T Q.23 and Q.24', () => {
  it.each<[string, Press]>([
    ['are each heard once', {}],
    ['may be as short as 52 ms, with gaps as short', { toneMs: 52, gapMs: 52 }],
    ['may be held for seconds', { toneMs: 3_000 }],
    ['may be loud', { level: 15_000 }],
    ['may be soft', { level: 500 }],
    ['may have one group louder than the other by 6 dB', { level: 6_000, columnLevel: 3_000 }],
    ['may be off by 1.5 %', { off: 1.015 }],
    ['may be off by as much below', { off: 0.985 }],
  ])('%s', (_, press) => {
    const all = '1234567890*#ABCD';
    expect(heard(pressed(all, press))).toBe(all);
    expect(heard(pressed('1155', press), 'PCMA')).toBe('1155');
    expect(heard(pressed(all, press), 'G722')).toBe(all);
  });

  it('are not heard in silence, noise, one tone alone, or far too soft', () => {
    const random = seededRandom(7);
    const noise = Int16Array.from(random.bytes(80_000), (byte) => (byte - 128) * 100);
    expect(heard(noise)).toBe('');
    expect(heard(new Int16Array(8_000))).toBe('');
    expect(heard(pressed('5', { level: 0, columnLevel: 8_000, toneMs: 500 }))).toBe('');
    expect(heard(pressed('5', { level: 100 }))).toBe('');
  });

  it.each(promptLanguages)('are not heard in what the prompts say: %s', (language) => {
    const library = new PromptLibrary(
      fileURLToPath(new URL('../../../server/media/prompts', import.meta.url)),
    );
    const spoken = promptIds.map((id) => heard(halveRate(library.samples(language, id))));
    expect(spoken.join('')).toBe('');
  });
});
