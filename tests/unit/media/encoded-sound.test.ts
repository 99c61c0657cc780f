import { describe, expect, it } from 'vitest';
import { encodeSound } from '#server/media/codec.ts';
import { EncodedSound, joinSounds } from '#server/media/encoded-sound.ts';

const samples = Int16Array.from({ length: 6_402 }, (_, at) => 9_000 * Math.sin(at / 5));
const codecs = ['PCMU', 'PCMA', 'G722'] as const;

describe('a sound that is encoded as it is said', () => {
  it.each(codecs)('is the same as one that is encoded at once: %s', (codec) => {
    const sound = new EncodedSound(samples, codec);
    const said = Array.from({ length: 21 }, (_, at) => [...sound.slice(at * 160, (at + 1) * 160)]).flat();
    expect(said).toEqual([...encodeSound(samples, codec)]);
  });

  it.each(codecs)('is the same for a second call, and for one that is ahead of the first: %s', (codec) => {
    const whole = [...encodeSound(samples, codec)];
    const sound = new EncodedSound(samples, codec);
    sound.slice(0, 160);
    expect([...sound.slice(1_600, 1_760)]).toEqual(whole.slice(1_600, 1_760));
    expect([...sound.slice(160, 320)]).toEqual(whole.slice(160, 320));
  });

  it('is said after another without a gap', () => {
    const [one, other] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)];
    const both = joinSounds([one, other]);
    expect(both.length).toBe(5);
    expect([both.slice(0, 2), both.slice(2, 4), both.slice(4, 6)].map((piece) => [...piece])).toEqual([
      [1, 2],
      [3, 4],
      [5],
    ]);
    expect([...joinSounds([]).slice(0, 160)]).toEqual([]);
  });
});
