import { type Random, randomToken } from '#server/ports/random.ts';

const TAG_LENGTH = 10;
const BATCH_BYTES = 640;

/** Tags of 50 bits (RFC 3261 19.3 wants 32): the randomness for many of them is drawn at once. */
export function tagSource(random: Random): () => string {
  let batch = new Uint8Array(0);
  let used = 0;
  const drawn: Random = {
    bytes(count) {
      if (used + count > batch.length) {
        batch = Uint8Array.from(random.bytes(BATCH_BYTES));
        used = 0;
      }
      used += count;
      return batch.subarray(used - count, used);
    },
  };
  return () => randomToken(drawn, TAG_LENGTH);
}
