/** What a setting belongs to that is not for an administrator's template to say. */
export type ReservedFor =
  | 'account'
  | 'provisioning'
  | 'security'
  | 'resync'
  | 'keys'
  | 'dialling'
  | 'personal'
  | 'network';

/** A setting in the maker's own words; null = a template once said it and none does now. */
export type ExtraSetting = { name: string; value: string | null };

/** What an administrator's own settings are for a make: how they are named, and which are not theirs to say. */
export type Extras = {
  /** A name as this make writes it; undefined = it can be none. */
  nameOf(text: string): string | undefined;
  /** Whether the make is known to have such a setting. */
  isKnown(name: string): boolean;
  reserved(name: string): ReservedFor | undefined;
  /** Whether it touches the phone's network without cutting it off by itself. */
  isRisky(name: string): boolean;
  /** The name under which `fileFor` knows the file that they stand in. */
  fileName(mac: string): string;
};

/** Which names are not an administrator's to set: the first that fits says why. */
export const reservedBy =
  (rules: ReadonlyArray<readonly [ReservedFor, RegExp]>) =>
  (name: string): ReservedFor | undefined =>
    rules.find(([, pattern]) => pattern.test(name))?.[0];

/**
 * Those that this make can have: whatever a database holds, what is reserved stays ours. Of equal names the last.
 */
export function usableExtras(
  extras: readonly ExtraSetting[],
  { nameOf, reserved }: Pick<Extras, 'nameOf' | 'reserved'>,
): ExtraSetting[] {
  const usable = extras.filter(({ name }) => nameOf(name) === name && reserved(name) === undefined);
  return [...new Map(usable.map((extra) => [extra.name, extra])).values()];
}

/**
 * Own settings with those of an administrator: equal names in their place, others behind. What a template no longer
 * says is ours again where we say it, and else empty.
 */
export function withExtras<Own extends readonly [name: string, value: unknown, ...unknown[]]>(
  own: readonly Own[],
  extras: readonly ExtraSetting[],
  read: (value: string | null) => Own[1],
): Array<Own | readonly [name: string, value: Own[1]]> {
  const wanted = new Map(extras.map(({ name, value }) => [name, value]));
  const ownNames = new Set(own.map(([name]) => name));
  const inPlace = own.map((setting) => {
    const [name] = setting;
    const extra = wanted.get(name);
    return typeof extra === 'string' ? ([name, read(extra)] as const) : setting;
  });
  const behind = extras.filter(({ name }) => !ownNames.has(name));
  return [...inPlace, ...behind.map(({ name, value }) => [name, read(value)] as const)];
}
