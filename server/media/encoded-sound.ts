import { type CodecName, soundEncoder } from './codec.ts';

/** What can be said, in some codec: its bytes from one place to another. */
export type Sound = { readonly length: number; slice(from: number, to: number): Uint8Array };

/**
 * A sound that is encoded as far as it has been said, once for all calls: none of them waits while a long one is made
 * ready for another.
 */
export class EncodedSound implements Sound {
  readonly length: number;
  readonly #bytes: Uint8Array;
  #encode: ReturnType<typeof soundEncoder> | undefined;
  #done = 0;

  /** @param samples 16 kHz */
  constructor(samples: Int16Array, codec: CodecName) {
    this.length = samples.length >> 1;
    this.#bytes = new Uint8Array(this.length);
    this.#encode = soundEncoder(samples, codec);
  }

  slice(from: number, to: number): Uint8Array {
    const wanted = Math.min(to, this.length);
    if (this.#encode !== undefined && wanted > this.#done) {
      this.#bytes.set(this.#encode(this.#done, wanted), this.#done);
      this.#done = wanted;
      if (wanted === this.length) this.#encode = undefined;
    }
    return this.#bytes.subarray(from, wanted);
  }
}

/** One after the other. */
export function joinSounds(sounds: readonly Sound[]): Sound {
  return {
    length: sounds.reduce((sum, { length }) => sum + length, 0),
    slice(from, to) {
      const pieces: Uint8Array[] = [];
      let start = 0;
      for (const sound of sounds) {
        const [first, last] = [Math.max(0, from - start), Math.min(sound.length, to - start)];
        if (first < last) pieces.push(sound.slice(first, last));
        start += sound.length;
      }
      const [only] = pieces;
      return only !== undefined && pieces.length === 1
        ? only
        : Uint8Array.from(pieces.flatMap((one) => [...one]));
    },
  };
}
