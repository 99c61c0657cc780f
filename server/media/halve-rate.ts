const TAPS = 47;
const CENTRE = (TAPS - 1) / 2;
/** The middle of the slope, as a share of the rate that comes in: 3.7 of 16 kHz. */
const CUT_OFF = 0.231;

/** A windowed sinc (Hamming), its sum 1. */
const FILTER = lowPass();

function lowPass(): Float64Array {
  const filter = Float64Array.from({ length: TAPS }, (_, i) => {
    const x = 2 * Math.PI * CUT_OFF * (i - CENTRE);
    const window = 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (TAPS - 1));
    return (x === 0 ? 1 : Math.sin(x) / x) * window;
  });
  const sum = filter.reduce((total, tap) => total + tap, 0);
  return filter.map((tap) => tap / sum);
}

/**
 * Every other sample, without what the lower rate cannot carry: 16 kHz sound for an 8 kHz line.
 *
 * @param from, to places in the result: a piece of it is the same as in the whole
 */
export function halveRate(samples: Int16Array, from = 0, to = samples.length >> 1): Int16Array {
  const halved = new Int16Array(to - from);
  for (let at = 0; at < halved.length; at += 1) {
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1)
      sum += (FILTER[tap] ?? 0) * (samples[2 * (from + at) + tap - CENTRE] ?? 0);
    halved[at] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return halved;
}
