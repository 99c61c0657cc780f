import { fitKeys, type PhoneKey } from '../../keys.ts';
import { range, shorten } from '../text.ts';
import type { Dialect, PanasonicShape } from './models.ts';
import { LABEL_MAX, type Setting } from './settings.ts';

/** `FLEX_BUTTON_FACILITY_ACT`, as public templates and generators have it for each. */
const ACTIONS: Readonly<Record<Dialect, { line: string; blf: string; dial: string }>> = {
  HDV: { line: named('LINE'), blf: named('BLF'), dial: named('ONETOUCH') },
  UT: { line: named('DN'), blf: named('CONTACT'), dial: named('ONETOUCH') },
};

function named(action: string): string {
  return `X_PANASONIC_IPTEL_${action}`;
}

export function keySettings(wanted: readonly PhoneKey[], shape: PanasonicShape): Setting[] {
  const { placed } = fitKeys(wanted, shape);
  return range(1, shape.keys).flatMap((n) => keyOf(n, placed[n - 1], shape));
}

function keyOf(n: number, key: PhoneKey | undefined, shape: PanasonicShape): Setting[] {
  const { action, argument, dials } = functionOf(key, shape);
  return [
    [`FLEX_BUTTON_FACILITY_ACT${n}`, action],
    [`FLEX_BUTTON_FACILITY_ARG${n}`, argument],
    [`FLEX_BUTTON_QUICK_DIAL${n}`, dials],
    [`FLEX_BUTTON_LABEL${n}`, key === undefined ? '' : shorten(key.label, LABEL_MAX)],
  ];
}

/** Of transfer no action is known: a number that is dialled during a call does it. UNVERIFIED. */
function functionOf(key: PhoneKey | undefined, { dialect, lineKey }: PanasonicShape) {
  if (key === undefined) return { action: '', argument: '', dials: '' };
  const { line, blf, dial } = ACTIONS[dialect];
  if (key.does === 'line') return { action: line, argument: lineKey, dials: '' };
  if (key.does === 'blf') return { action: blf, argument: key.dials, dials: '' };
  return { action: dial, argument: '', dials: key.dials };
}
