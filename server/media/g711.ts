/** ITU-T G.711: sixteen-bit samples to eight-bit ones and back. */
export type Law = 'PCMU' | 'PCMA';

const BIAS = 0x84;
const CLIP = 32_635;

function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeMuLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

function encodeALaw(sample: number): number {
  const isPositive = sample >= 0;
  const magnitude = Math.min(isPositive ? sample : -sample - 1, 32_767) >> 3;
  const exponent = magnitude < 32 ? 0 : 31 - Math.clz32(magnitude) - 4;
  const mantissa = (magnitude >> Math.max(1, exponent)) & 0x0f;
  return ((exponent << 4) | mantissa) ^ (isPositive ? 0xd5 : 0x55);
}

function decodeALaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

const table = (decode: (code: number) => number): Int16Array =>
  Int16Array.from({ length: 256 }, (_, code) => decode(code));

const DECODED: Record<Law, Int16Array> = { PCMU: table(decodeMuLaw), PCMA: table(decodeALaw) };

export function encodeG711(samples: Int16Array, law: Law): Uint8Array {
  const encode = law === 'PCMU' ? encodeMuLaw : encodeALaw;
  return Uint8Array.from(samples, encode);
}

export function decodeG711(codes: Uint8Array, law: Law): Int16Array {
  const decoded = DECODED[law];
  return Int16Array.from(codes, (code) => decoded[code] ?? 0);
}

export const silence: Record<Law, number> = { PCMU: 0xff, PCMA: 0xd5 };
