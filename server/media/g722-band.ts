/** ITU-T G.722 3.5 and 3.6: what both bands have alike, a predictor and a step size that follow the signal. */
export type Band = {
  /** What is expected next, 15 bits. */
  s: number;
  /** The share of it that comes from the zeros. */
  sz: number;
  /** The quantizer's step, and its logarithm. */
  det: number;
  nb: number;
  /** Reconstructed signal, its part without the poles, and differences: newest first. */
  readonly r: Int32Array;
  readonly p: Int32Array;
  readonly d: Int32Array;
  /** Coefficients of the two poles and the six zeros, from index 1. */
  readonly a: Int32Array;
  readonly b: Int32Array;
};

/** @param det the step at the beginning: 32 below, 8 above */
export const newBand = (det: number): Band => ({
  ...{ s: 0, sz: 0, det, nb: 0 },
  r: new Int32Array(3),
  p: new Int32Array(3),
  d: new Int32Array(7),
  a: new Int32Array(3),
  b: new Int32Array(7),
});

export const saturate = (value: number): number => Math.max(-32_768, Math.min(32_767, value));

/** 2 to the power of 32nds, times 2048. */
const POWERS = Int32Array.from({ length: 32 }, (_, i) => Math.round(2 ** (11 + i / 32)));

type Scale = { readonly nbMax: number; readonly shift: number };
const LOW: Scale = { nbMax: 18_432, shift: 8 };
const HIGH: Scale = { nbMax: 22_528, shift: 10 };

/** A coarse code makes the step shrink or grow. */
export const adaptLow = (band: Band, weight: number): void => adapt(band, weight, LOW);
export const adaptHigh = (band: Band, weight: number): void => adapt(band, weight, HIGH);

function adapt(band: Band, weight: number, { nbMax, shift }: Scale): void {
  band.nb = Math.max(0, Math.min(nbMax, ((band.nb * 127) >> 7) + weight));
  const mantissa = POWERS[(band.nb >> 6) & 31] ?? 0;
  const down = shift - (band.nb >> 11);
  band.det = (down < 0 ? mantissa << -down : mantissa >> down) << 2;
}

/** Takes up a quantized difference, and predicts anew. */
export function predict(band: Band, difference: number): void {
  band.d[0] = difference;
  band.r[0] = saturate(band.s + difference);
  band.p[0] = saturate(band.sz + difference);
  movePoles(band);
  moveZeros(band);
  band.r.copyWithin(1, 0, 2);
  band.p.copyWithin(1, 0, 2);
  band.s = saturate(fromPoles(band) + fromZeros(band));
}

function movePoles({ a, p }: Band): void {
  const [p0 = 0, p1 = 0, p2 = 0] = p;
  const [, a1 = 0, a2 = 0] = a;
  const isAsBefore = p0 < 0 === p1 < 0;
  const lean = saturate(a1 << 2);
  const leaned = isAsBefore ? Math.min(32_767, -lean) : lean;
  const second = (leaned >> 7) + (p0 < 0 === p2 < 0 ? 128 : -128) + ((a2 * 32_512) >> 15);
  const newSecond = Math.max(-12_288, Math.min(12_288, second));
  const most = saturate(15_360 - newSecond);
  const first = saturate((isAsBefore ? 192 : -192) + ((a1 * 32_640) >> 15));
  a[1] = Math.max(-most, Math.min(most, first));
  a[2] = newSecond;
}

function moveZeros({ b, d }: Band): void {
  const difference = d[0] ?? 0;
  const step = difference === 0 ? 0 : 128;
  for (let i = 6; i > 0; i -= 1) {
    const isAlike = (d[i] ?? 0) < 0 === difference < 0;
    b[i] = saturate((isAlike ? step : -step) + (((b[i] ?? 0) * 32_640) >> 15));
  }
  d.copyWithin(1, 0, 6);
}

function fromPoles({ a, r }: Band): number {
  const first = ((a[1] ?? 0) * saturate(2 * (r[1] ?? 0))) >> 15;
  const second = ((a[2] ?? 0) * saturate(2 * (r[2] ?? 0))) >> 15;
  return saturate(first + second);
}

function fromZeros(band: Band): number {
  let sum = 0;
  for (let i = 6; i > 0; i -= 1) sum += ((band.b[i] ?? 0) * saturate(2 * (band.d[i] ?? 0))) >> 15;
  band.sz = saturate(sum);
  return band.sz;
}
