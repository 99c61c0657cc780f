import { fitKeys, type KeyFunction, type PhoneKey } from '../../keys.ts';
import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { oneLine, range, shorten } from '../text.ts';
import { shapeOfYealink } from './models.ts';

/** One parameter; undefined empties it on the phone. */
type Setting = readonly [name: string, value: string | number | undefined];

/** The largest models have 16 accounts and 29 line keys; others pass over what they have not got. */
const ACCOUNTS = 16;
const LINE_KEYS = 29;
const NO_KEY = 0;
/** `linekey.N.type` */
const KEY_TYPES: Readonly<Record<KeyFunction, number>> = {
  line: 15,
  'log-in': 13,
  'log-out': 13,
  'speed-dial': 13,
  voicemail: 13,
  blf: 16,
  transfer: 3,
};
const TRANSPORT = { udp: 0, tcp: 1, tls: 2 } as const;
const DTMF_BY_RFC_2833 = 1;
const SRTP_NEVER = 0;
const SRTP_ALWAYS = 2;
const LABEL_MAX = 64;
const FACTORY_ADMIN_PASSWORD = 'admin';

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
  const settings = config.is === 'desk-phone' ? deskSettings(config) : releaseSettings();
  const lines = settings.map(
    ([name, value]) => `${name} = ${value === undefined ? '%NULL%' : oneLine(value)}`,
  );
  return ['#!version:1.0.0.1', `## configuration version: ${config.version}`, ...lines, ''].join('\n');
}

function deskSettings(config: DeskPhone): Setting[] {
  return [
    ...provisioningSettings(config),
    ...accountSettings(config),
    ...emptyAccounts(2),
    ...keySettings(config),
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
  const { registrar, outboundProxy, transport, isBehindNat, isSrtp } = account;
  return [
    ['account.1.enable', 1],
    ['account.1.label', shorten(account.label, LABEL_MAX)],
    ['account.1.display_name', shorten(account.displayName, LABEL_MAX)],
    ['account.1.user_name', account.extension],
    ['account.1.auth_name', account.authName],
    ['account.1.password', account.secret],
    ['account.1.sip_server.1.address', registrar.host],
    ['account.1.sip_server.1.port', registrar.port],
    ['account.1.sip_server.1.transport_type', TRANSPORT[transport]],
    ['account.1.sip_server.1.expires', account.expiresSeconds],
    ['account.1.sip_server.2.address', undefined],
    ['account.1.outbound_proxy_enable', outboundProxy === null ? 0 : 1],
    ['account.1.outbound_proxy.1.address', outboundProxy?.host],
    ['account.1.outbound_proxy.1.port', outboundProxy?.port],
    ['account.1.srtp_encryption', isSrtp ? SRTP_ALWAYS : SRTP_NEVER],
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

function keySettings({ keys, model }: DeskPhone): Setting[] {
  const { placed } = fitKeys(keys, shapeOfYealink(model));
  return range(1, LINE_KEYS).flatMap((n) => keyOf(n, placed[n - 1]));
}

function keyOf(n: number, key: PhoneKey | undefined): Setting[] {
  return [
    [`linekey.${n}.type`, key === undefined ? NO_KEY : KEY_TYPES[key.does]],
    [`linekey.${n}.line`, key && 1],
    [`linekey.${n}.value`, key?.dials || undefined],
    [`linekey.${n}.label`, key && shorten(key.label, LABEL_MAX)],
    [`linekey.${n}.extension`, undefined],
  ];
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
    ...range(1, LINE_KEYS).flatMap((n) => keyOf(n, undefined)),
    ['phone_setting.emergency.number', undefined],
    ['features.dnd.emergency_authorized_number', undefined],
  ];
}
