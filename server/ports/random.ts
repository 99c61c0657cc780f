import { randomBytes } from 'node:crypto';

/** Randomness as an argument, so that a test can replay it. */
export interface Random {
  /** `count` bytes, unpredictable in the real version. */
  bytes(count: number): Uint8Array;
}

/** Asking the system costs the same for a few bytes as for many. */
const POOL_BYTES = 4_096;

/** The system's randomness, fetched in advance; no byte is handed out twice. */
export const systemRandom: Random = poolOf(randomBytes);

function poolOf(fetch: (count: number) => Uint8Array): Random {
  let pool = new Uint8Array(0);
  let used = 0;
  return {
    bytes(count) {
      if (count > POOL_BYTES) return fetch(count);
      if (used + count > pool.length) {
        pool = Uint8Array.from(fetch(POOL_BYTES));
        used = 0;
      }
      used += count;
      return pool.slice(used - count, used);
    },
  };
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A token of `length` characters, five bits each, without the letters that people confuse (l, o, 0, 1). */
export function randomToken(random: Random, length: number): string {
  let token = '';
  for (const byte of random.bytes(length)) token += ALPHABET[byte & 31];
  return token;
}
