import type { GrandstreamShape } from './models.ts';

/** A choice, as each form of the file writes it. */
export type Word = { readonly item: string; readonly p: number };

/** A certificate, whose lines are kept. */
export type Pem = { readonly pem: string };

/** A switch is `Yes` and `No` in items, 1 and 0 in P-values. */
export type Value = string | number | boolean | Word | Pem;

/** A setting by the name of config version 2; `p-numbers.ts` says what its P-value is. */
export type Setting = readonly [name: string, value: Value];

export function itemValue(value: Exclude<Value, Pem>): string | number {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? value.item : value;
}

export function pValue(value: Exclude<Value, Pem>): string | number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' ? value.p : value;
}

/** `provisioning.auto.minute`: not more often. */
export const POLL_MINUTES_MIN = 60;
export const FACTORY_POLL_MINUTES = 10_080;
export const PROTOCOL = { http: { item: 'HTTP', p: 1 }, https: { item: 'HTTPS', p: 2 } } as const;
export const POLL_NEVER: Word = { item: 'No', p: 0 };

/** Adapters number the modes otherwise. */
export const pollEvery = ({ dialect }: Pick<GrandstreamShape, 'dialect'>): Word => ({
  item: 'YesUpgradeMin',
  p: dialect === 'adapter' ? 3 : 1,
});
