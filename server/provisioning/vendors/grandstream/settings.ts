/** A choice, as each form of the file writes it. */
export type Word = { readonly item: string; readonly p: number };

/** A switch is `Yes` and `No` in items, 1 and 0 in P-values. */
export type Value = string | number | boolean | Word;

/** A setting by the name of config version 2; `p-numbers.ts` says what its P-value is. */
export type Setting = readonly [name: string, value: Value];

export function itemValue(value: Value): string | number {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? value.item : value;
}

export function pValue(value: Value): string | number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' ? value.p : value;
}
