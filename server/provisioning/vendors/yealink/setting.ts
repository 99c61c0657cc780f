/** One parameter; undefined empties it on the phone. */
export type Setting = readonly [name: string, value: string | number | undefined];

export const LABEL_MAX = 64;
