/** What a spreadsheet takes for a formula, behind what it skips. */
const FORMULA = /^\s*[=+\-@\t\r]/;

/**
 * A table as RFC 4180 has it: every cell in quotes, lines end with CR LF. What a spreadsheet would calculate gets an apostrophe before it:
 * names are typed by people, and whoever opens the table is somebody else.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

const cell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
