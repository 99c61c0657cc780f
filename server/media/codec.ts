import { decodeG711, encodeG711, silence as g711Silence } from './g711.ts';
import { G722Decoder, G722Encoder } from './g722.ts';
import { halveRate } from './halve-rate.ts';

export type CodecName = 'PCMU' | 'PCMA' | 'G722';

/** All three carry 64 kbit/s; their clock in RTP runs as fast (RFC 3551 4.5.2: G.722 says 8000 by mistake). */
export const BYTES_A_MS = 8;

/** What a line sounds like on which nobody speaks. */
export const SILENCE: Record<CodecName, number> = { ...g711Silence, G722: 0xff };

/**
 * Encodes a sound piece by piece, from its beginning: the bytes from one place to the next.
 *
 * @param samples 16 kHz
 */
export function soundEncoder(
  samples: Int16Array,
  codec: CodecName,
): (from: number, to: number) => Uint8Array {
  if (codec !== 'G722') return (from, to) => encodeG711(halveRate(samples, from, to), codec);
  const encoder = new G722Encoder();
  return (from, to) => encoder.encode(samples.subarray(2 * from, 2 * to));
}

/** All of it. @param samples 16 kHz */
export const encodeSound = (samples: Int16Array, codec: CodecName): Uint8Array =>
  soundEncoder(samples, codec)(0, samples.length >> 1);

/** Reads one stream, packet after packet, as 8 kHz samples: as much as keys and a telephone's recording need. */
export class Hearing {
  readonly #codec: CodecName;
  readonly #g722 = new G722Decoder();

  constructor(codec: CodecName) {
    this.#codec = codec;
  }

  hear(payload: Uint8Array): Int16Array {
    return this.#codec === 'G722' ? this.#g722.decodeNarrow(payload) : decodeG711(payload, this.#codec);
  }
}
