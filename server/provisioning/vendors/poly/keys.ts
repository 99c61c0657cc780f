import { fitKeys, type PhoneKey } from '../../keys.ts';
import { range, shorten } from '../text.ts';
import { shapeOfPoly } from './models.ts';
import type { Parameter } from './parameters.ts';

/** There are ten soft keys of one's own; a display shows some of them at once. */
const SOFT_KEYS = 10;
/** Who is watched stands beside the display; the largest model has sixteen places there. */
const WATCHED = 15;
export const LABEL_MAX = 48;

/**
 * A key that dials is a soft key of the idle display, and one that watches a line key. A line key dials as well, so
 * what finds no soft key any more is one, and watches besides.
 */
export function keyParameters(keys: readonly PhoneKey[], model: string | undefined): Parameter[] {
  const placed = fitKeys(keys, shapeOfPoly(model)).placed.filter((key) => key !== undefined);
  const dialling = placed.filter(({ does }) => does !== 'blf' && does !== 'line');
  const watched = [...placed.filter(({ does }) => does === 'blf'), ...dialling.slice(SOFT_KEYS)];
  return [
    ['feature.enhancedFeatureKeys.enabled', 1],
    ...range(1, SOFT_KEYS).flatMap((n) => softKey(n, dialling[n - 1])),
    ...range(1, WATCHED).flatMap((n) => watchKey(n, watched[n - 1])),
  ];
}

function softKey(n: number, key: PhoneKey | undefined): Parameter[] {
  const isForCalls = key?.does === 'transfer';
  return [
    [`softkey.${n}.enable`, key === undefined ? 0 : 1],
    [`softkey.${n}.label`, shorten(key?.label ?? '', LABEL_MAX)],
    [`softkey.${n}.action`, actionOf(key)],
    [`softkey.${n}.use.idle`, key === undefined || isForCalls ? 0 : 1],
    [`softkey.${n}.use.active`, isForCalls ? 1 : 0],
    // Before the phone's own ones.
    [`softkey.${n}.precede`, key === undefined ? 0 : 1],
  ];
}

/** What is dialled, and the macro that sends it as an INVITE or a REFER. */
function actionOf(key: PhoneKey | undefined): string {
  if (key === undefined) return '';
  return `${key.dials}${key.does === 'transfer' ? '$Trefer$' : '$Tinvite$'}`;
}

const watchKey = (n: number, key: PhoneKey | undefined): Parameter[] => [
  [`attendant.resourceList.${n}.address`, key?.dials ?? ''],
  [`attendant.resourceList.${n}.label`, shorten(key?.label ?? '', LABEL_MAX)],
  [`attendant.resourceList.${n}.type`, 'normal'],
];
