import { oneLine } from '../text.ts';

/** One parameter; undefined empties it on the phone. */
export type Setting = readonly [name: string, value: string | number | undefined];

export const LABEL_MAX = 64;

/** As they stand in the file. */
export const settingLines = (settings: readonly Setting[]): string[] =>
  settings.map(([name, value]) => `${name} = ${value === undefined ? '%NULL%' : oneLine(value)}`);
