import { type FittedKeys, fitKeys, type KeyFunction, type KeyLayout, type PhoneKey } from '../keys.ts';
import type { DeskPhone, PhoneConfig } from '../phone-config.ts';
import { range, shorten } from '../vendors/text.ts';
import { element, XML_DECLARATION, xmlText } from '../vendors/xml.ts';
import { snomTimeZone } from './snom-time-zones.ts';

/** What differs between the makers and models that speak this dialect. */
export type SnomModel = {
  layout: KeyLayout;
  /** What the phone is told to look at: it puts its MAC in the place of `{mac}`. */
  settingServer: string;
  /** `provisioning_order` of a phone as it left the factory. */
  factoryOrder: string;
};

/** One setting; `idx` is the identity that it belongs to. Empty text empties it on the phone. */
type Setting = { name: string; value: string | number; idx?: number };

/** The largest models have 12 identities and 48 keys of their own; others pass over what they have not got. */
const IDENTITIES = 12;
const KEYS = 48;
const LABEL_MAX = 64;
const ADMIN_NAME = 'admin';
const FACTORY_MENU_PASSWORD = '0000';
const KEEP_ALIVE_SECONDS = 30;

const KEY_TYPES: Readonly<Record<KeyFunction, string>> = {
  line: 'line',
  'log-in': 'speed',
  'log-out': 'speed',
  'speed-dial': 'speed',
  voicemail: 'speed',
  blf: 'blf',
  transfer: 'transfer',
};

/** As the phones name them. UNVERIFIED: Wazo writes `Espanol`, Tancredi `Español`. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

const everywhere = (settings: ReadonlyArray<readonly [name: string, value: string | number]>): Setting[] =>
  settings.map(([name, value]) => ({ name, value }));

const ofIdentity = (
  idx: number,
  settings: ReadonlyArray<readonly [name: string, value: string | number]>,
): Setting[] => settings.map(([name, value]) => ({ name, value, idx }));

const onOff = (isOn: boolean): 'on' | 'off' => (isOn ? 'on' : 'off');

/**
 * The per-phone file in Snom's XML, which Gigaset's P phones read too. A phone keeps what a file does not name, so
 * everything of the person before is named and emptied; and what is `R` nobody can change at the phone.
 */
export function renderSnomSettings(config: PhoneConfig, model: SnomModel): string {
  const isDesk = config.is === 'desk-phone';
  const settings = isDesk ? deskSettings(config, model) : releaseSettings(model);
  const keys: FittedKeys = fitKeys(isDesk ? config.keys : [], model.layout);
  const perm = isDesk ? 'R' : 'RW';
  return [
    XML_DECLARATION,
    `<!-- configuration version: ${config.version} -->`,
    '<settings>',
    '<phone-settings e="2">',
    ...settings.map((setting) => settingLine(setting, perm)),
    '</phone-settings>',
    '<functionKeys e="2">',
    ...range(0, KEYS - 1).map((idx) => keyLine(idx, keys.placed[idx], perm)),
    '</functionKeys>',
    // Complete, so that the entries of the person before go.
    '<tbook e="2" complete="true"></tbook>',
    '</settings>',
    '',
  ].join('\n');
}

/** Written by somebody else than us while we are its server: the address, and whether the menu is open. */
const ALWAYS_WRITABLE: ReadonlySet<string> = new Set(['setting_server', 'admin_mode']);

/** An empty element has both its tags: that is how it stands in the files that Snoms are known to take. */
function settingLine({ name, value, idx }: Setting, perm: 'R' | 'RW'): string {
  const index = idx === undefined ? '' : ` idx="${idx}"`;
  const permission = ALWAYS_WRITABLE.has(name) ? 'RW' : perm;
  return `<${name}${index} perm="${permission}">${xmlText(value)}</${name}>`;
}

/** A key that nobody has wished for does nothing; on a released phone it is a line again, as from the factory. */
function keyLine(idx: number, key: PhoneKey | undefined, perm: 'R' | 'RW'): string {
  if (key === undefined) {
    const nothing = perm === 'RW' ? 'line' : 'none';
    return element('fkey', { idx, context: 'active', label: '', perm }, nothing);
  }
  const label = shorten(key.label, LABEL_MAX);
  const value = `${KEY_TYPES[key.does]} ${key.dials}`;
  return element('fkey', { idx, context: 1, label, perm }, xmlText(value));
}

function deskSettings(config: DeskPhone, { settingServer }: SnomModel): Setting[] {
  return [
    // At the top, because it counts for what follows: a log-in is no reason to restart.
    ...everywhere([['auto_reboot_on_setting_change', 'off']]),
    ...provisioningSettings(config, settingServer),
    ...passwordSettings(config.adminPassword),
    ...accountSettings(config),
    ...forwardSettings(1),
    ...emptyIdentities(2),
    ...emptyLock(config.emergencyNumbers.join(' ')),
    ...softKeySettings(config.keys),
    ...languageSettings(config),
  ];
}

function provisioningSettings({ provisioning }: DeskPhone, settingServer: string): Setting[] {
  return everywhere([
    ['update_policy', 'settings_only'],
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
function passwordSettings(password: string): Setting[] {
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

function accountSettings({ account, keys }: DeskPhone): Setting[] {
  const { registrar, outboundProxy, transport, isBehindNat, isSrtp } = account;
  const next = outboundProxy ?? registrar;
  return ofIdentity(1, [
    ['user_active', 'on'],
    ['user_realname', shorten(account.displayName, LABEL_MAX)],
    ['user_idle_text', shorten(account.label, LABEL_MAX)],
    ['user_idle_number', ''],
    ['user_name', account.extension],
    ['user_pname', account.authName],
    ['user_pass', account.secret],
    ['user_host', registrar.host],
    ['user_outbound', `${next.host}:${next.port};transport=${transport}`],
    ['user_expiry', account.expiresSeconds],
    ['user_srtp', onOff(isSrtp)],
    ['user_savp', isSrtp ? 'mandatory' : 'off'],
    // Held calls come back with SRTP only so.
    ['user_auth_tag', 'off'],
    ['user_mailbox', keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
    // `off` is RFC 4733, by the telephone-event below.
    ['user_dtmf_info', 'off'],
    ['codec_priority_list', 'g722,pcmu,pcma,telephone-event'],
    ['keepalive_interval', isBehindNat ? KEEP_ALIVE_SECONDS : ''],
    // No dial plan: what was keyed goes out as it is.
    ['user_dp_str', ''],
  ]);
}

function forwardSettings(idx: number): Setting[] {
  return ofIdentity(idx, [
    ['fwd_all_enabled', 'off'],
    ['fwd_all_target', ''],
    ['fwd_busy_enabled', 'off'],
    ['fwd_busy_target', ''],
    ['fwd_time_enabled', 'off'],
    ['fwd_time_target', ''],
    ['dnd_mode', 'off'],
  ]);
}

function emptyIdentities(first: number): Setting[] {
  return range(first, IDENTITIES).flatMap((idx) =>
    ofIdentity(idx, [
      ['user_active', 'off'],
      ['user_realname', ''],
      ['user_idle_text', ''],
      ['user_idle_number', ''],
      ['user_name', ''],
      ['user_pname', ''],
      ['user_pass', ''],
      ['user_host', ''],
      ['user_outbound', ''],
      ['user_mailbox', ''],
    ]),
  );
}

/** Nobody finds the keys locked with somebody else's PIN; and what a locked phone dials all the same. */
function emptyLock(emergencyNumbers: string): Setting[] {
  return everywhere([
    ['keyboard_lock', 'off'],
    ['keyboard_lock_pw', ''],
    ['keyboard_lock_emergency', emergencyNumbers],
  ]);
}

/** Under the display: the first logs in and out, also where a model has but few keys beside it. */
function softKeySettings(keys: readonly PhoneKey[]): Setting[] {
  const log = keys.find(({ does }) => does === 'log-in' || does === 'log-out');
  return everywhere([
    ['gui_fkey1', log === undefined ? 'keyevent none' : `speed ${log.dials}`],
    ['gui_fkey2', 'keyevent F_CALL_LIST'],
    ['gui_fkey3', 'keyevent F_ADR_BOOK'],
    ['gui_fkey4', 'keyevent F_SETTINGS'],
  ]);
}

function languageSettings({ language, timeZone }: DeskPhone): Setting[] {
  const name = LANGUAGES[language] ?? 'English';
  const zone = snomTimeZone(timeZone);
  return everywhere([
    ['language', name],
    ['web_language', name],
    ...(zone === undefined ? [] : [['timezone', zone] as const]),
  ]);
}

/** Writable again, and what a phone has from its factory as far as that is known. */
function releaseSettings({ factoryOrder }: SnomModel): Setting[] {
  return [
    ...everywhere([
      ['auto_reboot_on_setting_change', 'off'],
      ['update_policy', 'settings_only'],
      ['pnp_config', 'on'],
      ['provisioning_order', factoryOrder],
      ['setting_server', ''],
      ['http_client_user', ''],
      ['http_client_pass', ''],
      ['prov_polling_enabled', 'off'],
      ['http_user', ''],
      ['http_pass', ''],
      ['webserver_admin_name', ''],
      ['webserver_admin_password', ''],
      ['admin_mode', 'off'],
      ['admin_mode_password', FACTORY_MENU_PASSWORD],
      ['admin_mode_password_confirm', FACTORY_MENU_PASSWORD],
    ]),
    ...emptyIdentities(1),
    ...forwardSettings(1),
    ...emptyLock(''),
    ...softKeySettings([]),
  ];
}
