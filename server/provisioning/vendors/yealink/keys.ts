import { fitKeys, type KeyFunction, type PhoneKey } from '../../keys.ts';
import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import { shapeOfYealink } from './models.ts';
import { LABEL_MAX, type Setting } from './setting.ts';

/** The largest models have 29 line keys; others pass over what they have not got. */
const LINE_KEYS = 29;
const NO_KEY = 0;
/** `linekey.N.type` */
const KEY_TYPES: Readonly<Record<KeyFunction, number>> = {
  line: 15,
  'log-in': 13,
  'log-out': 13,
  'speed-dial': 13,
  voicemail: 13,
  blf: 16,
  transfer: 3,
};

export function keySettings({ keys, model }: DeskPhone): Setting[] {
  const { placed } = fitKeys(keys, shapeOfYealink(model));
  return range(1, LINE_KEYS).flatMap((n) => keyOf(n, placed[n - 1]));
}

export const emptyKeys = (): Setting[] => range(1, LINE_KEYS).flatMap((n) => keyOf(n, undefined));

function keyOf(n: number, key: PhoneKey | undefined): Setting[] {
  return [
    [`linekey.${n}.type`, key === undefined ? NO_KEY : KEY_TYPES[key.does]],
    [`linekey.${n}.line`, key && 1],
    [`linekey.${n}.value`, key?.dials || undefined],
    [`linekey.${n}.label`, key && shorten(key.label, LABEL_MAX)],
    [`linekey.${n}.extension`, undefined],
  ];
}
