import { adaptHigh, adaptLow, type Band, newBand, predict, saturate } from './g722-band.ts';

/**
 * ITU-T G.722 at 64 kbit/s: two samples of 16 kHz a byte. The lower band has six bits of it, the upper one two.
 *
 *     samples ─► filter bank ─┬─ below 4 kHz ─► 6 bits ─┐
 *                             └─ above 4 kHz ─► 2 bits ─┴─► byte
 */

/** The filter bank: half of 24 symmetric taps. */
const TAPS = Int32Array.of(3, -11, 12, 32, -210, 951, 3_876, -805, 362, -156, 53, -11);
const LINE = 24;

/** Where the lower band's codes begin, in 4096ths of the step. */
const LEVELS = Int32Array.of(
  ...[0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1_023],
  ...[1_121, 1_219, 1_339, 1_458, 1_612, 1_765, 1_980, 2_195, 2_557, 2_919],
);
const HIGH_LEVEL = 564;

/** What a code of six, four and two bits stands for, in 32768ths of the step. */
const SIX_BITS = Int32Array.of(
  ...[-136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192],
  ...[-10_232, -9_360, -8_576, -7_856, -7_192, -6_576, -6_000, -5_456, -4_944, -4_464, -4_008, -3_576],
  ...[-3_168, -2_776, -2_400, -2_032, -1_688, -1_360, -1_040, -728, 24_808, 21_904, 19_008, 16_704],
  ...[14_984, 13_512, 12_280, 11_192, 10_232, 9_360, 8_576, 7_856, 7_192, 6_576, 6_000, 5_456, 4_944],
  ...[4_464, 4_008, 3_576, 3_168, 2_776, 2_400, 2_032, 1_688, 1_360, 1_040, 728, 432, 136, -432, -136],
);
const FOUR_BITS = Int32Array.of(
  ...[0, -20_456, -12_896, -8_968, -6_288, -4_240, -2_584, -1_200],
  ...[20_456, 12_896, 8_968, 6_288, 4_240, 2_584, 1_200, 0],
);
const TWO_BITS = Int32Array.of(-7_408, -1_616, 7_408, 1_616);

/** How much a code of four or two bits moves the step. */
const LOW_WEIGHTS = Int32Array.of(
  ...[-60, 3_042, 1_198, 538, 334, 172, 58, -30, 3_042, 1_198, 538, 334, 172, 58, -30, -60],
);
const HIGH_WEIGHTS = Int32Array.of(798, -214, 798, -214);

/** Eight bytes a millisecond, like G.711. */
export class G722Encoder {
  readonly #low = newBand(32);
  readonly #high = newBand(8);
  readonly #line = new Int32Array(LINE);

  /** @param samples 16 kHz, an even number of them */
  encode(samples: Int16Array): Uint8Array {
    const codes = new Uint8Array(samples.length >> 1);
    const line = this.#line;
    for (let at = 0; at < codes.length; at += 1) {
      line.copyWithin(0, 2);
      line[LINE - 2] = samples[2 * at] ?? 0;
      line[LINE - 1] = samples[2 * at + 1] ?? 0;
      const [even, odd] = [sumOf(line, 1), sumOf(line, 0)];
      codes[at] =
        (encodeHigh(this.#high, (even - odd) >> 14) << 6) | encodeLow(this.#low, (even + odd) >> 14);
    }
    return codes;
  }
}

export class G722Decoder {
  readonly #low = newBand(32);
  readonly #high = newBand(8);
  readonly #line = new Int32Array(LINE);

  /** 16 kHz samples. */
  decode(codes: Uint8Array): Int16Array {
    const samples = new Int16Array(2 * codes.length);
    const line = this.#line;
    for (const [at, code] of codes.entries()) {
      const [low, high] = [decodeLow(this.#low, code & 63), decodeHigh(this.#high, code >> 6)];
      line.copyWithin(0, 2);
      line[LINE - 2] = low + high;
      line[LINE - 1] = low - high;
      samples[2 * at] = saturate(sumOf(line, 1) >> 11);
      samples[2 * at + 1] = saturate(sumOf(line, 0) >> 11);
    }
    return samples;
  }

  /** What is below 4 kHz only, as 8 kHz samples. A stream is decoded either this way or whole. */
  decodeNarrow(codes: Uint8Array): Int16Array {
    return Int16Array.from(codes, (code) => 2 * decodeLow(this.#low, code & 63));
  }
}

/** Every other place of the line through half the filter bank. */
function sumOf(line: Int32Array, from: 0 | 1): number {
  let sum = 0;
  for (let i = 0; i < TAPS.length; i += 1)
    sum += (line[2 * i + from] ?? 0) * (TAPS[from === 0 ? i : TAPS.length - 1 - i] ?? 0);
  return sum;
}

function encodeLow(band: Band, sample: number): number {
  const error = saturate(sample - band.s);
  const size = error < 0 ? -error - 1 : error;
  let level = 1;
  while (level < LEVELS.length && size >= ((LEVELS[level] ?? 0) * band.det) >> 12) level += 1;
  const code = error < 0 ? (level < 3 ? 64 - level : 34 - level) : 62 - level;
  moveLow(band, code);
  return code;
}

function encodeHigh(band: Band, sample: number): number {
  const error = saturate(sample - band.s);
  const size = error < 0 ? -error - 1 : error;
  const isFar = size >= (HIGH_LEVEL * band.det) >> 12;
  const code = error < 0 ? (isFar ? 0 : 1) : isFar ? 2 : 3;
  moveHigh(band, code);
  return code;
}

const clip = (sample: number): number => Math.max(-16_384, Math.min(16_383, sample));

function decodeLow(band: Band, code: number): number {
  const sample = clip(band.s + ((band.det * (SIX_BITS[code] ?? 0)) >> 15));
  moveLow(band, code);
  return sample;
}

function decodeHigh(band: Band, code: number): number {
  const sample = clip(band.s + ((band.det * (TWO_BITS[code] ?? 0)) >> 15));
  moveHigh(band, code);
  return sample;
}

/** Both ends go by the upper four bits of the lower band, so that a line may take the other two. */
function moveLow(band: Band, code: number): void {
  const coarse = code >> 2;
  const difference = (band.det * (FOUR_BITS[coarse] ?? 0)) >> 15;
  adaptLow(band, LOW_WEIGHTS[coarse] ?? 0);
  predict(band, difference);
}

function moveHigh(band: Band, code: number): void {
  const difference = (band.det * (TWO_BITS[code] ?? 0)) >> 15;
  adaptHigh(band, HIGH_WEIGHTS[code] ?? 0);
  predict(band, difference);
}
