import { fitKeys, type KeyFunction, type PhoneKey } from '../../keys.ts';
import { range, shorten } from '../text.ts';
import { LABEL_MAX } from './line.ts';
import { shapeOfFanvil } from './models.ts';
import { group, type Lines, numbered, setting } from './sys-conf.ts';

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
export function keysOf(keys: readonly PhoneKey[], model: string | undefined): Lines {
  const { isKnown, sideKeys, keysPerPage, ...shape } = shapeOfFanvil(model);
  const { placed } = fitKeys(keys, { keysPerPage, ...shape });
  const side = placed.slice(0, sideKeys);
  const paged = isKnown ? placed.slice(sideKeys) : placed;
  const pages = Math.ceil(paged.length / keysPerPage);
  return group(
    'dsskey',
    setting('FuncKeyPageNum', pages),
    setting('SideKeyPageNum', 1),
    ...(sideKeys === 0 ? [] : [numbered('dssSide', 1, ...side.map(keyOf))]),
    ...range(1, pages).map((page) =>
      numbered('internal', page, ...paged.slice((page - 1) * keysPerPage, page * keysPerPage).map(keyOf)),
    ),
  );
}

const keyOf = (key: PhoneKey | undefined, at: number): Lines =>
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
