import type { PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { XML_DECLARATION } from '../xml.ts';
import { deskSettings, releaseSettings } from './desk-settings.ts';
import { auerswaldExtras } from './extras.ts';
import { keyLines } from './keys.ts';
import { shapeOfAuerswald } from './models.ts';
import { sectionLines } from './sections.ts';

/** A file of the patch type: what it does not name stays on the phone, so everything of the person before is emptied. */
export function renderAuerswald(config: PhoneConfig): string {
  const own = config.is === 'desk-phone' ? deskSettings(config) : releaseSettings();
  const keys = config.is === 'desk-phone' ? config.keys : [];
  const settings = withExtras(own, usableExtras(config.extras, auerswaldExtras), (value) => value ?? '');
  return [
    XML_DECLARATION,
    `<!-- configuration version: ${config.version} -->`,
    '<configuration>',
    ...sectionLines(settings),
    ...keyLines(keys, shapeOfAuerswald(config.model)),
    '</configuration>',
    '',
  ].join('\n');
}
