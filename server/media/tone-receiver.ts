/** ITU-T Q.23: a key is one tone of each group. */
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1_209, 1_336, 1_477, 1_633];
const KEYS = ['123A', '456B', '789C', '*0#D'];
const SAMPLE_RATE = 8_000;

/** 20 ms: long enough to tell 697 from 770 Hz, short enough for a tone that is off by 1.5 % (ITU-T Q.24). */
const WINDOW = 160;
const HOP = 80;
/** Windows in a row that must agree, so a tone of 50 ms: speech seldom does that long. */
const HITS = 3;
/** Windows without the key before the same one may come again. */
const MISSES = 2;
/** The mean square of a tone of about −36 dBm0; below it is noise. */
const POWER_MIN = 100_000;
/** How much of all that is heard the two tones must be; speech has more besides. */
const SHARE_MIN = 0.55;
/** Between the two tones: 8 dB (ITU-T Q.24), and some for the line. */
const TWIST_MAX = 10;

const coefficient = (hertz: number): number => 2 * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE);
const ROW_COEFFICIENTS = ROWS.map(coefficient);
const COLUMN_COEFFICIENTS = COLUMNS.map(coefficient);

/** Keys that a phone plays as tones into the call, for phones that have no other way. Each key once, as it begins. */
export class ToneReceiver {
  readonly #window = new Int16Array(WINDOW);
  #filled = 0;
  #candidate: string | undefined;
  #hits = 0;
  #held: string | undefined;
  #misses = 0;

  /** The keys that begin in these samples. */
  receive(samples: Int16Array): string[] {
    const keys: string[] = [];
    for (const sample of samples) {
      this.#window[this.#filled] = sample;
      this.#filled += 1;
      if (this.#filled < WINDOW) continue;
      const key = this.#take(keyIn(this.#window));
      if (key !== undefined) keys.push(key);
      this.#window.copyWithin(0, HOP);
      this.#filled = WINDOW - HOP;
    }
    return keys;
  }

  #take(key: string | undefined): string | undefined {
    this.#hits = key !== undefined && key === this.#candidate ? this.#hits + 1 : 1;
    this.#candidate = key;
    this.#misses = key === this.#held ? 0 : this.#misses + 1;
    if (this.#misses >= MISSES) this.#held = undefined;
    if (key === undefined || this.#hits < HITS || key === this.#held) return undefined;
    this.#held = key;
    this.#misses = 0;
    return key;
  }
}

/** The key whose two tones are nearly all that is heard. */
function keyIn(samples: Int16Array): string | undefined {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (energy < POWER_MIN * samples.length) return undefined;
  const row = strongest(samples, ROW_COEFFICIENTS);
  const column = strongest(samples, COLUMN_COEFFICIENTS);
  const [high, low] = [Math.max(row.energy, column.energy), Math.min(row.energy, column.energy)];
  if (row.energy + column.energy < SHARE_MIN * energy || high > TWIST_MAX * low) return undefined;
  return KEYS[row.at]?.[column.at];
}

function strongest(samples: Int16Array, coefficients: readonly number[]): { at: number; energy: number } {
  let best = { at: -1, energy: 0 };
  coefficients.forEach((one, at) => {
    const energy = goertzel(samples, one);
    if (energy > best.energy) best = { at, energy };
  });
  return best;
}

/** The energy of one frequency: a pure tone's is that of all its samples. */
function goertzel(samples: Int16Array, coefficient: number): number {
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  return (2 * (last * last + before * before - coefficient * last * before)) / samples.length;
}
