import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';

/** One parameter; undefined empties it on the phone. */
type Setting = readonly [name: string, value: string | number | undefined];

/** The largest models have 16 accounts and 29 line keys; others pass over what they have not got. */
const ACCOUNTS = 16;
const LINE_KEYS = 29;
/** `linekey.N.type` */
const KEY = { none: 0, speedDial: 13, line: 15 } as const;
const TRANSPORT = { udp: 0, tcp: 1 } as const;
const DTMF_BY_RFC_2833 = 1;
const LABEL_MAX = 64;
const FACTORY_ADMIN_PASSWORD = 'admin';

const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
};

const KEY_LABELS = {
  'log-in': { en: 'Log in', de: 'Anmelden', fr: 'Connexion', es: 'Entrar' },
  'log-out': { en: 'Log out', de: 'Abmelden', fr: 'Déconnexion', es: 'Salir' },
} as const;

/**
 * The per-phone file. A Yealink compares the MD5 of each file with that of the last one, so the version stands in it;
 * and it keeps what a file does not name, so everything of the person before is named and emptied.
 */
export function renderYealink(config: PhoneConfig): string {
  const settings = config.is === 'desk-phone' ? deskSettings(config) : releaseSettings();
  const lines = settings.map(([name, value]) => `${name} = ${value === undefined ? '%NULL%' : clean(value)}`);
  return ['#!version:1.0.0.1', `## configuration version: ${config.version}`, ...lines, ''].join('\n');
}

function deskSettings(config: DeskPhone): Setting[] {
  return [
    ...provisioningSettings(config),
    ...accountSettings(config),
    ...emptyAccounts(2),
    ...keySettings(config),
    ...emptyKeys(3),
    ...emergencySettings(config),
    ...languageSettings(config),
  ];
}

function provisioningSettings({ provisioning, adminPassword }: DeskPhone): Setting[] {
  const { url, username, password, pollMinutes } = provisioning;
  return [
    ['static.auto_provision.pnp_enable', 0],
    ['static.auto_provision.server.url', url],
    ['static.auto_provision.server.username', username],
    ['static.auto_provision.server.password', password],
    ['static.auto_provision.power_on', 1],
    ['static.auto_provision.repeat.enable', 1],
    ['static.auto_provision.repeat.minutes', pollMinutes],
    ['static.auto_provision.user_agent_mac.enable', 1],
    // What the person before changed on the phone does not stay.
    ['static.auto_provision.custom.protect', 0],
    ['static.security.user_password', `admin:${adminPassword}`],
    // 0: a NOTIFY reboots the phone only if it says `reboot=true`.
    ['sip.notify_reboot_enable', 0],
    // 1: NOTIFY is taken from the registrar only.
    ['sip.trust_ctrl', 1],
  ];
}

function accountSettings({ account }: DeskPhone): Setting[] {
  const { registrar, transport, isBehindNat } = account;
  return [
    ['account.1.enable', 1],
    ['account.1.label', shorten(account.label)],
    ['account.1.display_name', shorten(account.displayName)],
    ['account.1.user_name', account.extension],
    ['account.1.auth_name', account.authName],
    ['account.1.password', account.secret],
    ['account.1.sip_server.1.address', registrar.host],
    ['account.1.sip_server.1.port', registrar.port],
    ['account.1.sip_server.1.transport_type', TRANSPORT[transport]],
    ['account.1.sip_server.1.expires', account.expiresSeconds],
    ['account.1.sip_server.2.address', undefined],
    ['account.1.outbound_proxy_enable', 0],
    ['account.1.nat.rport', 1],
    ['account.1.nat.udp_update_enable', isBehindNat ? 1 : 0],
    ['account.1.dtmf.type', DTMF_BY_RFC_2833],
    ['account.1.codec.pcmu.enable', 1],
    ['account.1.codec.pcma.enable', 1],
    ['account.1.subscribe_mwi', 0],
    ['voice_mail.number.1', undefined],
  ];
}

function emptyAccounts(first: number): Setting[] {
  return range(first, ACCOUNTS).flatMap((n): Setting[] => [
    [`account.${n}.enable`, 0],
    [`account.${n}.label`, undefined],
    [`account.${n}.display_name`, undefined],
    [`account.${n}.user_name`, undefined],
    [`account.${n}.auth_name`, undefined],
    [`account.${n}.password`, undefined],
    [`account.${n}.sip_server.1.address`, undefined],
    [`voice_mail.number.${n}`, undefined],
  ]);
}

function keySettings({ account, key, language }: DeskPhone): Setting[] {
  return [
    ...keyOf(1, { type: KEY.line, value: undefined, label: shorten(account.label) }),
    ...keyOf(2, { type: KEY.speedDial, value: key.dials, label: inLanguage(KEY_LABELS[key.does], language) }),
  ];
}

type Key = { type: number; value: string | undefined; label: string };

function keyOf(n: number, { type, value, label }: Key): Setting[] {
  return [
    [`linekey.${n}.type`, type],
    [`linekey.${n}.line`, 1],
    [`linekey.${n}.value`, value],
    [`linekey.${n}.label`, label],
    [`linekey.${n}.extension`, undefined],
  ];
}

function emptyKeys(first: number): Setting[] {
  return range(first, LINE_KEYS).flatMap((n): Setting[] => [
    [`linekey.${n}.type`, KEY.none],
    [`linekey.${n}.line`, undefined],
    [`linekey.${n}.value`, undefined],
    [`linekey.${n}.label`, undefined],
    [`linekey.${n}.extension`, undefined],
  ]);
}

function emergencySettings({ emergencyNumbers }: DeskPhone): Setting[] {
  const numbers = emergencyNumbers.length === 0 ? undefined : emergencyNumbers.join(',');
  return [
    ['phone_setting.emergency.number', numbers],
    ['features.dnd.emergency_authorized_number', numbers],
  ];
}

function languageSettings({ language }: DeskPhone): Setting[] {
  const name = LANGUAGES[language] ?? LANGUAGES['en'];
  return [
    ['lang.gui', name],
    ['lang.wui', name],
  ];
}

function releaseSettings(): Setting[] {
  return [
    ['static.auto_provision.pnp_enable', 1],
    ['static.auto_provision.server.url', undefined],
    ['static.auto_provision.server.username', undefined],
    ['static.auto_provision.server.password', undefined],
    ['static.auto_provision.repeat.enable', 0],
    ['static.auto_provision.custom.protect', 0],
    // As it left the factory: it must hear the next server, whoever that is, and let its next owner in.
    ['sip.trust_ctrl', 0],
    ['sip.notify_reboot_enable', 1],
    ['static.security.user_password', `admin:${FACTORY_ADMIN_PASSWORD}`],
    ...emptyAccounts(1),
    ...emptyKeys(1),
    ['phone_setting.emergency.number', undefined],
    ['features.dnd.emergency_authorized_number', undefined],
  ];
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const shorten = (text: string): string => [...text].slice(0, LABEL_MAX).join('');

/** A value is the rest of its line, so it must not bring a line of its own. */
const clean = (value: string | number): string =>
  String(value)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

const inLanguage = (labels: Readonly<Record<string, string>> & { en: string }, language: string): string =>
  labels[language] ?? labels.en;
