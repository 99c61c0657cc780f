import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { G722Decoder, G722Encoder } from '#server/media/g722.ts';

const tone = (hertz: number, { level = 8_000, seconds = 1 } = {}): Int16Array =>
  Int16Array.from({ length: 16_000 * seconds }, (_, i) =>
    Math.round(level * Math.sin((2 * Math.PI * hertz * i) / 16_000)),
  );
const throughLine = (samples: Int16Array): Int16Array =>
  new G722Decoder().decode(new G722Encoder().encode(samples));

/** How much louder the tone is than all else, in decibels. */
function toneToNoise(samples: Int16Array, hertz: number, sampleRate: number): number {
  const heard = samples.subarray(samples.length / 4);
  let [cos, sin, energy] = [0, 0, 0];
  for (const [i, sample] of heard.entries()) {
    cos += sample * Math.cos((2 * Math.PI * hertz * i) / sampleRate);
    sin += sample * Math.sin((2 * Math.PI * hertz * i) / sampleRate);
    energy += sample * sample;
  }
  const ofTone = (2 * (cos * cos + sin * sin)) / heard.length;
  return 10 * Math.log10(ofTone / Math.max(1, energy - ofTone));
}

describe('ITU-T G.722', () => {
  it('encodes as others do: 1 and 6 kHz, 16 ms, by the encoder of FFmpeg', () => {
    const samples = Int16Array.from({ length: 256 }, (_, i) => {
      const phase = (2 * Math.PI * i) / 16_000;
      return Math.round(8_000 * Math.sin(1_000 * phase) + 4_000 * Math.sin(6_000 * phase));
    });
    expect(Buffer.from(new G722Encoder().encode(samples)).toString('hex')).toBe(
      'b7565ea005a0a0a02238928e121fb0ac2f3c9490141fb1ad303c9692155fb2ee327d97d3167ef4ef337dd7d4167fb4ef' +
        '737f97d5577db4ef347dd7d5167fb4ef757d97d5567fb4ef357dd7d5167ff4ef357f97d5567fb4ef757f97d5167ff4ef' +
        '367dd8d3195fb2f1737e98d35a5fb3f2337d9ad4d67fb4ee3479d8d35a5eb4ef',
    );
  });

  it('begins silence as the recommendation does, and decodes it as silence', () => {
    expect([...new G722Encoder().encode(new Int16Array(64))]).toEqual(Array(32).fill(0xfa));
    const silence = throughLine(new Int16Array(16_000));
    expect(silence.every((sample) => Math.abs(sample) < 8)).toBe(true);
  });

  it.each([
    [300, 30],
    [1_000, 30],
    [3_400, 25],
    [6_000, 15],
  ])('brings a tone of %i Hz over, %i dB above its noise', (hertz, decibels) => {
    expect(toneToNoise(throughLine(tone(hertz)), hertz, 16_000)).toBeGreaterThan(decibels);
  });

  it('has the lower band for ears of 8 kHz', () => {
    const codes = new G722Encoder().encode(tone(1_000));
    expect(toneToNoise(new G722Decoder().decodeNarrow(codes), 1_000, 8_000)).toBeGreaterThan(25);
  });

  it('is one stream however it is cut into packets', () => {
    const codes = new G722Encoder().encode(tone(700));
    const decoder = new G722Decoder();
    const cut = [0, 160, 320, 480].flatMap((at) => [...decoder.decode(codes.subarray(at, at + 160))]);
    expect(cut).toEqual([...new G722Decoder().decode(codes.subarray(0, 640))]);
  });

  it('stays within 16 bits whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.int16Array({ maxLength: 400 }), (codes, samples) => {
        expect(new G722Decoder().decode(codes)).toHaveLength(2 * codes.length);
        expect(new G722Encoder().encode(samples)).toHaveLength(samples.length >> 1);
      }),
    );
  });
});
