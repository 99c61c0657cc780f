import { fitKeys, type PhoneKey } from '../../keys.ts';
import type { DeskPhone } from '../../phone-config.ts';
import { oneLine, range, shorten } from '../text.ts';
import { shapeOfCisco } from './models.ts';
import type { Parameter } from './parameters.ts';

/** The 7861 has 16. */
const LINE_KEYS = 16;
const LABEL_MAX = 40;

export function keyParameters({ keys, model }: DeskPhone): Parameter[] {
  const { placed } = fitKeys(keys, shapeOfCisco(model));
  return range(1, LINE_KEYS).flatMap((n) => lineKey(n, placed[n - 1]));
}

export const emptyKeys = (): Parameter[] => range(1, LINE_KEYS).flatMap((n) => lineKey(n, undefined));

function lineKey(n: number, key: PhoneKey | undefined): Parameter[] {
  return [
    [`Extension_${n}_`, key?.does === 'line' ? 1 : 'Disabled'],
    [`Short_Name_${n}_`, key === undefined ? '' : shorten(key.label, LABEL_MAX)],
    [`Extended_Function_${n}_`, key === undefined ? '' : functionOf(key)],
  ];
}

/** `fnc=sd`: dials. In a call such a key transfers, where the model does that (`BXfer_On_Speed_Dial_Enable`). */
function functionOf({ does, dials, label }: PhoneKey): string {
  if (does === 'line') return '';
  const number = `${dials}@$PROXY`;
  const fnc = does === 'blf' ? `fnc=blf+sd;sub=${number}` : 'fnc=sd';
  return `${fnc};ext=${number};nme=${nameIn(label)}`;
}

/** Within a function `;` separates and `$` begins a macro. */
const nameIn = (label: string): string => shorten(oneLine(label.replace(/[;$]/g, ' ')), LABEL_MAX);
