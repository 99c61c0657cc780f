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

const FNV_PRIME = 0x01000193;

/** Tags for stateless answers (RFC 3261 8.2.7): the same key gets the same tag, which nobody outside can foretell. */
export function statelessTagSource(random: Random): (key: string) => string {
  const [first = 0, second = 0] = new Uint32Array(random.bytes(8).slice().buffer);
  return (key) => {
    let [a, b] = [first, second];
    for (let i = 0; i < key.length; i += 1) {
      a = Math.imul(a ^ key.charCodeAt(i), FNV_PRIME);
      b = Math.imul(b ^ a, FNV_PRIME) + i;
    }
    return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
  };
}
