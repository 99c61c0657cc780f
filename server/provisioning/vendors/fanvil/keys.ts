import { fitKeys, type KeyFunction, type PhoneKey, toPages } from '../../keys.ts';
import { shorten } from '../text.ts';
import { LABEL_MAX } from './line.ts';
import { shapeOfFanvil } from './models.ts';
import { group, numbered, type Piece, setting } from './sys-conf.ts';

const NO_KEY = 0;
/** Its value is a number, a line and what to do with it: `*70@1/f`. */
const MEMORY_KEY = 1;
const LINE_KEY = 2;
/** `f` dials. `b` watches; the letter behind it says what happens during a call, and `bb` hands that call over. */
const MEMORY: Readonly<Record<Exclude<KeyFunction, 'line'>, string>> = {
  'log-in': 'f',
  'log-out': 'f',
  'speed-dial': 'f',
  voicemail: 'f',
  blf: 'ba',
  transfer: 'bb',
};

/** Every key of the model: those beside the display first, then page by page. */
export function keysOf(keys: readonly PhoneKey[], model: string | undefined): Piece {
  const shape = shapeOfFanvil(model);
  const { placed } = fitKeys(keys, shape);
  const { side, pages } = toPages(placed, shape);
  // Where nobody knows the model, nobody knows which of the two kinds it shows first.
  const paged = shape.isKnown ? pages : [placed];
  return group(
    'dsskey',
    setting('FuncKeyPageNum', paged.length),
    setting('SideKeyPageNum', 1),
    ...(side.length === 0 ? [] : [numbered('dssSide', 1, ...side.map(keyOf))]),
    ...paged.map((page, at) => numbered('internal', at + 1, ...page.map(keyOf))),
  );
}

const keyOf = (key: PhoneKey | undefined, at: number): Piece =>
  numbered(
    'Fkey',
    at + 1,
    setting('Type', key === undefined ? NO_KEY : key.does === 'line' ? LINE_KEY : MEMORY_KEY),
    setting('Value', dialled(key)),
    setting('Title', key && shorten(key.label, LABEL_MAX)),
  );

function dialled(key: PhoneKey | undefined): string {
  if (key === undefined) return '';
  return key.does === 'line' ? 'SIP1' : `${key.dials}@1/${MEMORY[key.does]}`;
}
