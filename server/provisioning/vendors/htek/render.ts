import type { PhoneConfig } from '../../phone-config.ts';
import { XML_DECLARATION, xmlText } from '../xml.ts';
import { deskSettings, releaseSettings } from './desk-settings.ts';
import { shapeOfHtek } from './models.ts';

/** The per-phone file. What it does not name stays on the phone, so everything of the person before is emptied. */
export function renderHtek(config: PhoneConfig): string {
  const shape = shapeOfHtek(config.model);
  const settings = config.is === 'desk-phone' ? deskSettings(config, shape) : releaseSettings(shape);
  return [
    XML_DECLARATION,
    `<!-- configuration version: ${config.version} -->`,
    '<hl_provision version="1">',
    '  <config version="1">',
    ...settings.map(([p, para, value]) => `    <P${p} para="${para}">${xmlText(value)}</P${p}>`),
    '  </config>',
    '</hl_provision>',
    '',
  ].join('\n');
}
