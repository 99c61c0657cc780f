import type { Code } from './read-label.ts';

/** What was read so far; `isAgreed` where that is beyond doubt. */
export type Gathered = ReadonlyMap<string, { code: Code; isAgreed: boolean }>;

export const NOTHING: Gathered = new Map();

/** Enough for any label; whoever films a shelf keeps what was read first. */
const MAX_CODES = 40;

/** Without a check digit: a bar that was blurred makes another letter of it. Two pictures do not err alike. */
const UNCHECKED = new Set(['code_39', 'codabar', 'itf']);

/** The codes of one more picture, added to the others. The same object where it said nothing new. */
export function gather(before: Gathered, codes: readonly Code[]): Gathered {
  let after: Map<string, { code: Code; isAgreed: boolean }> | undefined;
  for (const code of codes) {
    const key = `${code.format} ${code.text}`;
    const known = before.get(key);
    if (known?.isAgreed === true || (known === undefined && before.size >= MAX_CODES)) continue;
    after ??= new Map(before);
    after.set(key, { code, isAgreed: known !== undefined || !UNCHECKED.has(code.format) });
  }
  return after ?? before;
}

/** A picture that a person took is taken at its word: there is no second one. */
export const gatherPhoto = (before: Gathered, codes: readonly Code[]): Gathered =>
  gather(gather(before, codes), codes);

export const agreedCodes = (gathered: Gathered): Code[] =>
  [...gathered.values()].filter(({ isAgreed }) => isAgreed).map(({ code }) => code);
