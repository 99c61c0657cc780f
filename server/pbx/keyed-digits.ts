/** Digits as a person keys them: `#` ends them, so does the greatest length; `*` begins anew. */
export type KeyedDigits = { readonly digits: string; readonly isComplete: boolean };

export const noDigits: KeyedDigits = { digits: '', isComplete: false };

/** One more key. A `#` before any digit is nothing. */
export function keyIn(keyed: KeyedDigits, key: string, lengthMax: number): KeyedDigits {
  if (key === '*') return noDigits;
  if (key === '#') return { digits: keyed.digits, isComplete: keyed.digits !== '' };
  if (!/^\d$/.test(key)) return keyed;
  const digits = keyed.digits + key;
  return { digits, isComplete: digits.length >= lengthMax };
}
