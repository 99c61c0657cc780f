import type { WantedKey } from '#db/schema/index.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { FREE, inLanguage, KEY_LABELS } from './key-labels.ts';
import type { PhoneKey } from './keys.ts';

/** Why a phone does not get a key that somebody wants on it. */
export type WhyNot =
  /** Only while somebody is logged in: nobody may call that number otherwise. */
  | 'logged-in-only'
  /** Another key does the same. */
  | 'same-as-another';

export type ComposedKeys = {
  /** The most important first. */
  keys: PhoneKey[];
  leftOut: Array<{ key: PhoneKey; why: WhyNot }>;
};

type Now = Pick<DeskConfiguration, 'desk' | 'settings' | 'occupant' | 'deskKeys'>;

export const languageOf = ({ settings, occupant }: Now): string => occupant?.language ?? settings.language;

/** What stands beside the line: whose it is, or which desk this is and that anybody may have it. */
export const lineLabel = (now: Now): string =>
  now.occupant === null
    ? `${now.desk.displayName} · ${inLanguage(FREE, languageOf(now))}`
    : `${now.occupant.extension} ${now.occupant.name}`;

/**
 * What a desk's phone is to have on its keys: the line and the way in or out, which are always there, then the keys of
 * whoever is logged in, then the desk's. Emergency numbers need none: they can be dialled on every phone.
 */
export function composeKeys(now: Now): ComposedKeys {
  const { settings, occupant, deskKeys } = now;
  const does = occupant === null ? 'log-in' : 'log-out';
  const dials = occupant === null ? settings.logInCode : settings.logOutCode;
  const keys: PhoneKey[] = [
    { does: 'line', dials: '', label: lineLabel(now) },
    { does, dials, label: inLanguage(KEY_LABELS[does], languageOf(now)) },
  ];
  const leftOut: ComposedKeys['leftOut'] = [];
  for (const key of [...(occupant?.keys ?? []), ...deskKeys.now].map(toPhoneKey)) {
    if (keys.some((other) => isSame(other, key))) leftOut.push({ key, why: 'same-as-another' });
    else keys.push(key);
  }
  for (const key of deskKeys.loggedInOnly.map(toPhoneKey)) leftOut.push({ key, why: 'logged-in-only' });
  return { keys, leftOut };
}

const toPhoneKey = ({ does, number, label, page }: WantedKey): PhoneKey => ({
  ...{ does, dials: number, label },
  ...(page === null ? {} : { page }),
});

const isSame = (one: PhoneKey, other: PhoneKey): boolean =>
  one.does === other.does && one.dials === other.dials;
