import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { accountSettings, emptyAccounts, releasedAccounts } from './accounts.ts';
import { diallingSettings, releasedDialling } from './dialling.ts';
import { yealinkExtras } from './extras.ts';
import { emptyKeys, keySettings } from './keys.ts';
import { personalSettings } from './personal.ts';
import { provisioningSettings, releasedProvisioning } from './provisioning.ts';
import { type Setting, settingLines } from './setting.ts';
import { timeSettings } from './time-zones.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
};

/**
 * The per-phone file. A Yealink compares the MD5 of each file with that of the last one, so the version stands in it;
 * and it keeps what a file does not name, so everything of the person before is named and emptied.
 */
export function renderYealink(config: PhoneConfig): string {
  const own = config.is === 'desk-phone' ? deskSettings(config) : releaseSettings();
  const settings = withExtras(own, usableExtras(config.extras, yealinkExtras), (value) => value || undefined);
  const version = `## configuration version: ${config.version}`;
  return ['#!version:1.0.0.1', version, ...settingLines(settings), ''].join('\n');
}

const deskSettings = (config: DeskPhone): Setting[] => [
  ...provisioningSettings(config),
  ...accountSettings(config),
  ...emptyAccounts(2),
  ...keySettings(config),
  ...personalSettings(),
  ...diallingSettings(config),
  ...languageSettings(config),
  ...timeSettings(config.timeZone),
];

const releaseSettings = (): Setting[] => [
  ...releasedProvisioning(),
  ...releasedAccounts(),
  ...emptyKeys(),
  ...personalSettings(),
  ...releasedDialling(),
];

function languageSettings({ language }: DeskPhone): Setting[] {
  const name = LANGUAGES[language] ?? LANGUAGES['en'];
  return [
    ['lang.gui', name],
    ['lang.wui', name],
  ];
}
