import type { PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { element, XML_DECLARATION, xmlText } from '../xml.ts';
import { deskSettings, releaseSettings } from './desk-settings.ts';
import { byItem, grandstreamExtras } from './extras.ts';
import { type Dialect, shapeOfGrandstream } from './models.ts';
import { ADAPTER_P_NUMBERS, P_NUMBERS } from './p-numbers.ts';
import { itemValue, type Pem, pValue, type Setting, type Value } from './settings.ts';

/**
 * The per-phone file. A phone keeps what a file does not name, so everything of the person before is named and emptied.
 * `<mac>` must be the phone's own, or it passes the file over.
 */
export function renderGrandstream(config: PhoneConfig): string {
  const shape = shapeOfGrandstream(config.model);
  const own = config.is === 'desk-phone' ? deskSettings(config, shape) : releaseSettings(shape);
  const extras = byItem(usableExtras(config.extras, grandstreamExtras), shape.dialect);
  const settings = withExtras(own, extras, (value) => value ?? '');
  return grandstreamFile(config, settings, [`<!-- configuration version: ${config.version} -->`]);
}

type Whose = { mac: string; model: string | undefined };

export function grandstreamFile(
  { mac, model }: Whose,
  settings: readonly Setting[],
  comments: readonly string[] = [],
): string {
  const { dialect } = shapeOfGrandstream(model);
  const lines = settings.flatMap((setting) => line(setting, dialect)).map((text) => `    ${text}`);
  return [
    XML_DECLARATION,
    ...comments,
    '<gs_provision version="1">',
    `  ${element('mac', {}, mac)}`,
    `  <config version="${dialect === 'items' ? 2 : 1}">`,
    ...lines,
    '  </config>',
    '</gs_provision>',
    '',
  ].join('\n');
}

/** None where this family has no such setting, or no name for it that we know. */
function line([name, value]: Setting, dialect: Dialect): string[] {
  const isNumber = /^P\d+$/.test(name);
  if (isNumber) return dialect === 'items' ? [] : [`<${name}>${written(value, pValue)}</${name}>`];
  if (dialect === 'items') return [`<item name="${name}">${written(value, itemValue)}</item>`];
  const number = (dialect === 'adapter' ? ADAPTER_P_NUMBERS : P_NUMBERS).get(name);
  return number === undefined ? [] : [`<P${number}>${written(value, pValue)}</P${number}>`];
}

type Plain = Exclude<Value, Pem>;

const written = (value: Value, plain: (value: Plain) => string | number): string =>
  typeof value === 'object' && 'pem' in value ? value.pem.trim() : xmlText(plain(value));
