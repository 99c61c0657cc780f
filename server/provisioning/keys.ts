/** What a key of a desk phone does, in no maker's words. */
export type KeyFunction =
  | 'line'
  | 'log-in'
  | 'log-out'
  | 'speed-dial'
  /** Its lamp shows whether that extension is free, rings or talks; pressing it calls or picks up. */
  | 'blf'
  | 'voicemail'
  /** Hands the call that is on the line to that number. */
  | 'transfer';

export type PhoneKey = {
  does: KeyFunction;
  /** The number that it dials, watches or transfers to; empty for the line. */
  dials: string;
  /** What stands beside it, in the language of whoever sits there. */
  label: string;
  /** The page that it was wished on, from 1; absent = wherever there is room. */
  page?: number;
};

/** How many keys a phone has. */
export type KeyLayout = {
  /** All pages together, the line's own key and those beside the display included. */
  keys: number;
  /** Those that stay where they are when the page is turned, before all pages. Absent = none. */
  sideKeys?: number;
  /** How many of the others are seen at once. */
  keysPerPage: number;
};

export type FittedKeys = {
  /** One entry a key of the phone, in its order; undefined = the key does nothing. */
  placed: readonly (PhoneKey | undefined)[];
  /** What found no room, the most important first. */
  leftOut: readonly PhoneKey[];
};

/**
 * Puts keys where a phone has room for them. `wanted` is in order of importance: what comes first gets the first
 * place; a key that was wished on a page goes there if that page has a free place, and else where there is one.
 */
export function fitKeys(
  wanted: readonly PhoneKey[],
  { keys, keysPerPage, sideKeys = 0 }: KeyLayout,
): FittedKeys {
  const placed: (PhoneKey | undefined)[] = Array.from({ length: keys }, () => undefined);
  const leftOut: PhoneKey[] = [];
  const freeFrom = (first: number, end: number): number => {
    for (let at = first; at < Math.min(end, keys); at += 1) if (placed[at] === undefined) return at;
    return -1;
  };
  for (const key of wanted) {
    const first = sideKeys + ((key.page ?? 1) - 1) * keysPerPage;
    const onPage = key.page === undefined ? -1 : freeFrom(first, first + keysPerPage);
    const at = onPage === -1 ? freeFrom(0, keys) : onPage;
    if (at === -1) leftOut.push(key);
    else placed[at] = key;
  }
  return { placed, leftOut };
}

export type KeyPages<Key> = { side: readonly Key[]; pages: readonly Key[][] };

/** The keys of a phone as they are seen: those beside its display, and the others page by page. */
export function toPages<Key>(keys: readonly Key[], { keysPerPage, sideKeys = 0 }: KeyLayout): KeyPages<Key> {
  const paged = keys.slice(sideKeys);
  const count = keysPerPage > 0 ? Math.ceil(paged.length / keysPerPage) : 0;
  return {
    side: keys.slice(0, sideKeys),
    pages: Array.from({ length: count }, (_, at) => paged.slice(at * keysPerPage, (at + 1) * keysPerPage)),
  };
}
