import type { Random } from '#server/ports/random.ts';

const BEGINS_AT_HOUR = 1;
const LASTS_MS = 4 * 3_600_000;

/** A moment of the coming night, by the clock of the house and by chance: not all phones are looked up at once. */
export function nextNight(nowMs: number, random: Random): Date {
  const begins = new Date(nowMs);
  begins.setDate(begins.getDate() + 1);
  begins.setHours(BEGINS_AT_HOUR, 0, 0, 0);
  const [high = 0, low = 0] = random.bytes(2);
  return new Date(begins.getTime() + ((high * 256 + low) / 65_536) * LASTS_MS);
}
