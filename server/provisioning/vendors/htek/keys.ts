import { fitKeys, type KeyFunction, type KeyLayout, type PhoneKey } from '../../keys.ts';
import { range, shorten } from '../text.ts';
import type { Setting } from './settings.ts';

const LABEL_MAX = 32;
const NONE = 0;
/** FusionPBX's list of what a key does, by number. */
const TYPES: Readonly<Record<KeyFunction, number>> = {
  line: 1,
  'log-in': 2,
  'log-out': 2,
  'speed-dial': 2,
  voicemail: 2,
  blf: 3,
  transfer: 19,
};
/** Whichever account is free: there is one. */
const ACCOUNT_AUTO = 255;
/** The first four keys are numbered by what is said of them, the others key by key. */
const FIRST_KEYS = 4;

const numberOf = (n: number, offset: number): number =>
  n <= FIRST_KEYS ? 41_200 + (n - 1) + 100 * offset : 20_200 + 5 * (n - FIRST_KEYS - 1) + offset;

export function keySettings(keys: readonly PhoneKey[], layout: KeyLayout): Setting[] {
  const { placed } = fitKeys(keys, layout);
  return range(1, layout.keys).flatMap((n): Setting[] => {
    const key = placed[n - 1];
    return [
      [numberOf(n, 0), `LineKey${n}_Type`, key === undefined ? NONE : TYPES[key.does]],
      [20_599 + n, `LineKey${n}_Mode`, 0],
      [numberOf(n, 1), `LineKey${n}_Value`, key?.dials ?? ''],
      [numberOf(n, 2), `LineKey${n}_Label`, key === undefined ? '' : shorten(key.label, LABEL_MAX)],
      [numberOf(n, 3), `LineKey${n}_Account`, ACCOUNT_AUTO],
      // Called PickupCode in FusionPBX's templates.
      [numberOf(n, 4), `LineKey${n}_Extension`, ''],
    ];
  });
}
