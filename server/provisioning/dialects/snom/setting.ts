/** One setting; `idx` is the identity that it belongs to. Empty text empties it on the phone. */
export type Setting = { name: string; value: string | number; idx?: number };

export const LABEL_MAX = 64;

type Named = ReadonlyArray<readonly [name: string, value: string | number]>;

export const everywhere = (settings: Named): Setting[] => settings.map(([name, value]) => ({ name, value }));

export const ofIdentity = (idx: number, settings: Named): Setting[] =>
  settings.map(([name, value]) => ({ name, value, idx }));
