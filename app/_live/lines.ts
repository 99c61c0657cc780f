/** What was typed, one a line; empty lines are none. */
export const toLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const fromLines = (lines: readonly string[]): string => lines.join('\n');

/** A whole number; -1, which no field takes, for what is none. */
export const toWholeNumber = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : -1);

/** A field that was left empty is not known. */
export const orNull = (text: string): string | null => text.trim() || null;
