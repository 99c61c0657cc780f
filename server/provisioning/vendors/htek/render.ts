import type { PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { XML_DECLARATION, xmlText } from '../xml.ts';
import { deskSettings, releaseSettings } from './desk-settings.ts';
import { htekExtras } from './extras.ts';
import { shapeOfHtek } from './models.ts';
import type { Setting } from './settings.ts';

/** The per-phone file. What it does not name stays on the phone, so everything of the person before is emptied. */
export function renderHtek(config: PhoneConfig): string {
  const shape = shapeOfHtek(config.model);
  const own = config.is === 'desk-phone' ? deskSettings(config, shape) : releaseSettings(shape);
  const words = new Map(own.map(([p, para]) => [`P${p}`, para]));
  const named = own.map(([p, , value]) => [`P${p}`, value] as const);
  const settings = withExtras(named, usableExtras(config.extras, htekExtras), (value) => value ?? '');
  // A number that we have no word for stands as its own: no file of the maker's is known that has nothing there.
  const lines = settings.map(([name, value]) => lineOf(name, words.get(name) ?? name, value));
  return htekFile([`<!-- configuration version: ${config.version} -->`], lines);
}

export const htekLine = ([p, para, value]: Setting): string => lineOf(`P${p}`, para, value);

const lineOf = (name: string, para: string, value: Setting[2]): string =>
  `    <${name} para="${para}">${xmlText(value)}</${name}>`;

export const htekFile = (comments: readonly string[], lines: readonly string[]): string =>
  [
    XML_DECLARATION,
    ...comments,
    '<hl_provision version="1">',
    '  <config version="1">',
    ...lines,
    '  </config>',
    '</hl_provision>',
    '',
  ].join('\n');
