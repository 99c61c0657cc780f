import { type FittedKeys, fitKeys, type KeyFunction, type KeyLayout, type PhoneKey } from '../../keys.ts';
import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { type ExtraSetting, usableExtras, withExtras } from '../../vendors/extras.ts';
import { range, shorten } from '../../vendors/text.ts';
import { element, XML_DECLARATION, xmlText } from '../../vendors/xml.ts';
import {
  emptyLock,
  languageSettings,
  passwordSettings,
  provisioningSettings,
  softKeySettings,
} from './device.ts';
import { readSnomName, snomExtras } from './extras.ts';
import { firmwareSettings } from './firmware.ts';
import { accountSettings, emptyIdentities, forwardSettings, releasedIdentities } from './identities.ts';
import { everywhere, LABEL_MAX, type Setting } from './setting.ts';

/** What differs between the makers and models that speak this dialect. */
export type SnomModel = {
  layout: KeyLayout;
  /** What the phone is told to look at: it puts its MAC in the place of `{mac}`. */
  settingServer: string;
  /** `provisioning_order` of a phone as it left the factory. */
  factoryOrder: string;
};

/** The largest models have so many of their own; others pass over what they have not got. */
const KEYS = 48;
const FACTORY_MENU_PASSWORD = '0000';

const KEY_TYPES: Readonly<Record<KeyFunction, string>> = {
  line: 'line',
  'log-in': 'speed',
  'log-out': 'speed',
  'speed-dial': 'speed',
  voicemail: 'speed',
  blf: 'blf',
  transfer: 'transfer',
};

/**
 * The per-phone file in Snom's XML, which Gigaset's P phones read too. A phone keeps what a file does not name, so
 * everything of the person before is named and emptied; and what is `R` nobody can change at the phone.
 */
export function renderSnomSettings(config: PhoneConfig, model: SnomModel): string {
  const isDesk = config.is === 'desk-phone';
  const own = isDesk ? deskSettings(config, model) : releaseSettings(model);
  const settings = withSnomExtras(own, config.extras);
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

function withSnomExtras(own: readonly Setting[], extras: readonly ExtraSetting[]): Setting[] {
  const named = own.map(
    ({ name, value, idx }) => [idx === undefined ? name : `${name}[${idx}]`, value] as const,
  );
  const usable = usableExtras(extras, snomExtras);
  return withExtras(named, usable, (value) => value ?? '').map(([name, value]) => ({
    ...readSnomName(name),
    value,
  }));
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
    ...firmwareSettings(config),
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

/** Writable again, and what a phone has from its factory as far as that is known. */
function releaseSettings({ factoryOrder }: SnomModel): Setting[] {
  return [
    ...everywhere([
      ['auto_reboot_on_setting_change', 'off'],
      ['update_policy', 'settings_only'],
      ['firmware_status', ''],
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
    ...releasedIdentities(),
    ...forwardSettings(1),
    ...emptyLock(''),
    ...softKeySettings([]),
  ];
}
