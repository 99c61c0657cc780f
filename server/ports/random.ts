import { randomBytes } from 'node:crypto';

/** Randomness as an argument, so that a test can replay it. */
export interface Random {
  /** `count` bytes, unpredictable in the real version. */
  bytes(count: number): Uint8Array;
}

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A token of `length` characters, five bits each, without the letters that people confuse (l, o, 0, 1). */
export function randomToken(random: Random, length: number): string {
  let token = '';
  for (const byte of random.bytes(length)) token += ALPHABET[byte & 31];
  return token;
}
