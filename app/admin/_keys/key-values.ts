import type { WantedKey } from '../../_live/shapes.ts';

/** What stands in the form of one key; an empty page is whichever has room. */
export type KeyValues = { does: WantedKey['does']; label: string; number: string; page: string };

export type KeysValues = { keys: KeyValues[] };

/** What people may put on a key, in the order in which it is offered. */
export const keyKinds = ['speed-dial', 'blf', 'voicemail', 'transfer'] as const;

export const pages = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** As many as the server takes. */
export const KEYS_MAX = 60;

export const emptyKey: KeyValues = { does: 'speed-dial', label: '', number: '', page: '' };

export const toKeysValues = (keys: readonly WantedKey[]): KeysValues => ({
  keys: keys.map(({ page, ...key }) => ({ ...key, page: page === null ? '' : String(page) })),
});

export const toWantedKeys = ({ keys }: KeysValues): WantedKey[] =>
  keys.map(({ does, label, number, page }) => ({
    does,
    label,
    number,
    page: page === '' ? null : Number(page),
  }));
