import type { PhoneKey } from '../../keys.ts';
import type { DeskPhone } from '../../phone-config.ts';
import { everywhere, type Setting } from './setting.ts';
import { snomTimeZone } from './time-zones.ts';

const ADMIN_NAME = 'admin';

/** As the phones name them. UNVERIFIED: Wazo writes `Espanol`, Tancredi `Español`. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

export function provisioningSettings({ provisioning }: DeskPhone, settingServer: string): Setting[] {
  return everywhere([
    ['pnp_config', 'off'],
    ['provisioning_order', 'dhcp:stop redirection:stop'],
    ['setting_server', settingServer],
    ['http_client_user', provisioning.username],
    ['http_client_pass', provisioning.password],
    ['prov_polling_enabled', 'on'],
    ['prov_polling_mode', 'rel'],
    ['prov_polling_period', provisioning.pollMinutes * 60],
    ['challenge_checksync', 'off'],
    ['allow_sip_settings', 'off'],
    ['logon_wizard', 'off'],
  ]);
}

/** D8xx phones have another pair of names for what `http_user` and `http_pass` were. */
export function passwordSettings(password: string): Setting[] {
  return everywhere([
    ['http_user', ADMIN_NAME],
    ['http_pass', password],
    ['webserver_admin_name', ADMIN_NAME],
    ['webserver_admin_password', password],
    ['admin_mode', 'off'],
    ['admin_mode_password', password],
    ['admin_mode_password_confirm', password],
  ]);
}

/** Nobody finds the keys locked with somebody else's PIN; and what a locked phone dials all the same. */
export function emptyLock(emergencyNumbers: string): Setting[] {
  return everywhere([
    ['keyboard_lock', 'off'],
    ['keyboard_lock_pw', ''],
    ['keyboard_lock_emergency', emergencyNumbers],
  ]);
}

/** Under the display: the first logs in and out, also where a model has but few keys beside it. */
export function softKeySettings(keys: readonly PhoneKey[]): Setting[] {
  const log = keys.find(({ does }) => does === 'log-in' || does === 'log-out');
  return everywhere([
    ['gui_fkey1', log === undefined ? 'keyevent none' : `speed ${log.dials}`],
    ['gui_fkey2', 'keyevent F_CALL_LIST'],
    ['gui_fkey3', 'keyevent F_ADR_BOOK'],
    ['gui_fkey4', 'keyevent F_SETTINGS'],
  ]);
}

export function languageSettings({ language, timeZone }: DeskPhone): Setting[] {
  const name = LANGUAGES[language] ?? 'English';
  const zone = snomTimeZone(timeZone);
  return everywhere([
    ['language', name],
    ['web_language', name],
    ...(zone === undefined ? [] : [['timezone', zone] as const]),
  ]);
}
