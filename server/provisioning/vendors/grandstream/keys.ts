import { fitKeys, type KeyFunction, type PhoneKey } from '../../keys.ts';
import { range, shorten } from '../text.ts';
import type { GrandstreamShape } from './models.ts';
import type { Setting, Word } from './settings.ts';

const LABEL_MAX = 32;

/** P: on a physical or a dynamic key. A fixed one, which may also be a line, counts from 10. */
const MODES: Readonly<Record<Exclude<KeyFunction, 'line'>, Word>> = {
  'log-in': { item: 'SpeedDial', p: 0 },
  'log-out': { item: 'SpeedDial', p: 0 },
  'speed-dial': { item: 'SpeedDial', p: 0 },
  voicemail: { item: 'SpeedDial', p: 0 },
  blf: { item: 'BLF', p: 1 },
  transfer: { item: 'Transfer', p: 8 },
};
const LINE: Word = { item: 'Line', p: 0 };
const NONE: Word = { item: 'None', p: -1 };
const FIXED_KEY_MODES_FROM = 10;

/** A dynamic key that is left out takes all that follow with it, so every key is named. */
export function keySettings(keys: readonly PhoneKey[], shape: GrandstreamShape): Setting[] {
  const { placed } = fitKeys(keys, shape);
  const { virtualKeys, physicalKeys } = shape;
  return [
    ...range(1, virtualKeys).flatMap((n) => virtualKey(n, placed[n - 1], shape)),
    ...range(1, physicalKeys).flatMap((n) => physicalKey(n, placed[virtualKeys + n - 1], shape)),
  ];
}

function virtualKey(n: number, key: PhoneKey | undefined, shape: GrandstreamShape): Setting[] {
  const mode = key === undefined && !shape.hasEmptyKeys ? LINE : virtualMode(key, n <= shape.fixedKeys);
  return named(`pks.vpk.${n}`, { key, mode, account: 0 });
}

function virtualMode(key: PhoneKey | undefined, isFixed: boolean): Word {
  if (key === undefined) return NONE;
  if (key.does === 'line') return LINE;
  const { item, p } = MODES[key.does];
  return { item, p: isFixed ? p + FIXED_KEY_MODES_FROM : p };
}

function physicalKey(n: number, key: PhoneKey | undefined, { hasEmptyKeys }: GrandstreamShape): Setting[] {
  const nothing = hasEmptyKeys ? NONE : MODES['speed-dial'];
  // A physical key is never a line.
  const mode = key === undefined || key.does === 'line' ? nothing : MODES[key.does];
  return named(`pks.mpk.${n}`, { key, mode, account: { item: 'Account1', p: 0 } });
}

type Key = { key: PhoneKey | undefined; mode: Word; account: Word | number };

const named = (prefix: string, { key, mode, account }: Key): Setting[] => [
  [`${prefix}.keyMode`, mode],
  [`${prefix}.account`, account],
  [`${prefix}.description`, key === undefined ? '' : shorten(key.label, LABEL_MAX)],
  [`${prefix}.value`, key?.dials ?? ''],
];
