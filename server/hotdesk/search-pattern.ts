/** What somebody searches for, anywhere in a text, as `ilike` takes it: its own wildcards stand for themselves. */
export const searchPattern = (search: string): string =>
  `%${search.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
