import type { PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { XML_DECLARATION, xmlText } from '../xml.ts';
import { deskSettings, releaseSettings } from './desk-settings.ts';
import { htekExtras } from './extras.ts';
import { shapeOfHtek } from './models.ts';

/** The per-phone file. What it does not name stays on the phone, so everything of the person before is emptied. */
export function renderHtek(config: PhoneConfig): string {
  const shape = shapeOfHtek(config.model);
  const own = config.is === 'desk-phone' ? deskSettings(config, shape) : releaseSettings(shape);
  const words = new Map(own.map(([p, para]) => [`P${p}`, para]));
  const named = own.map(([p, , value]) => [`P${p}`, value] as const);
  const settings = withExtras(named, usableExtras(config.extras, htekExtras), (value) => value ?? '');
  return [
    XML_DECLARATION,
    `<!-- configuration version: ${config.version} -->`,
    '<hl_provision version="1">',
    '  <config version="1">',
    // A number that we have no word for stands as its own: no file of the maker's is known that has nothing there.
    ...settings.map(
      ([name, value]) => `    <${name} para="${words.get(name) ?? name}">${xmlText(value)}</${name}>`,
    ),
    '  </config>',
    '</hl_provision>',
    '',
  ].join('\n');
}
