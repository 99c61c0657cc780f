import { describe, expect, it } from 'vitest';
import { halveRate } from '#server/media/halve-rate.ts';

const LEVEL = 10_000;
const tone = (hertz: number): Int16Array =>
  Int16Array.from({ length: 16_000 }, (_, at) => LEVEL * Math.sin((2 * Math.PI * hertz * at) / 16_000));

/** In decibels, against the tone that went in. */
function gain(hertz: number): number {
  const middle = halveRate(tone(hertz)).subarray(1_000, 7_000);
  const power = middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length;
  return 10 * Math.log10(power / (LEVEL * LEVEL * 0.5) + 1e-9);
}

describe('sound of 16 kHz for a line of 8 kHz', () => {
  it.each([200, 1_000, 3_200])('keeps %i Hz', (hertz) => {
    expect(Math.abs(gain(hertz))).toBeLessThan(0.5);
  });

  it.each([4_400, 5_000, 7_000])('has nothing of %i Hz, which would come back as another tone', (hertz) => {
    expect(gain(hertz)).toBeLessThan(-35);
  });

  it('is half as long', () => {
    expect(halveRate(new Int16Array(321))).toHaveLength(160);
  });
});
