import type { PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { element, XML_DECLARATION } from '../xml.ts';
import { accountSettings, releasedAccountSettings } from './account-settings.ts';
import { aleExtras } from './extras.ts';
import { groupSettings, releasedGroupSettings } from './group-settings.ts';
import { type AleShape, shapeOfAle } from './models.ts';
import type { Setting } from './settings.ts';

/** The per-phone file. What it does not name stays on the phone, so everything of the person before is emptied. */
export function renderAle(config: PhoneConfig): string {
  const shape = shapeOfAle(config.model);
  // Wazo has it on the 80x8s, so that what somebody changed on the phone gives way: UNVERIFIED.
  const override = shape.dialect === 'groups' ? 'true' : undefined;
  const extras = usableExtras(config.extras, aleExtras);
  const all = withExtras(settingsOf(config, shape), extras, (value) => value ?? '');
  const settings = all.map(([id, value]) => element('setting', { id, value: String(value), override }));
  return document(config.version, settings);
}

/** What is the same for every phone: nothing. */
export const renderAleCommon = (): string => document(undefined, []);

function settingsOf(config: PhoneConfig, shape: AleShape): Setting[] {
  if (shape.dialect === 'groups')
    return config.is === 'desk-phone' ? groupSettings(config, shape) : releasedGroupSettings(shape);
  return config.is === 'desk-phone' ? accountSettings(config, shape) : releasedAccountSettings(shape);
}

function document(version: number | undefined, settings: readonly string[]): string {
  return [
    XML_DECLARATION,
    ...(version === undefined ? [] : [`<!-- configuration version: ${version} -->`]),
    '<settings>',
    ...settings.map((setting) => `  ${setting}`),
    '</settings>',
    '',
  ].join('\n');
}
