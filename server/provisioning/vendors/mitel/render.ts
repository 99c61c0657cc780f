import { fitKeys, type KeyFunction, type PhoneKey } from '../../keys.ts';
import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { range, shorten } from '../text.ts';
import { type Param, paramLine } from './cfg-text.ts';
import { mitelExtras } from './extras.ts';
import { keyNamesOf, shapeOfMitel } from './models.ts';

/** The 69xx have the most lines; others pass over what they have not got. */
const LINES = 24;
const LABEL_MAX = 64;
const NOWHERE = '0.0.0.0';
const KEY_TYPES: Readonly<Record<KeyFunction, string>> = {
  line: 'line',
  'log-in': 'speeddial',
  'log-out': 'speeddial',
  'speed-dial': 'speeddial',
  voicemail: 'speeddial',
  blf: 'blf',
  transfer: 'speeddialxfer',
};
const TRANSPORT = { udp: 1, tcp: 2, tls: 4 } as const;
const SRTP_OFF = 0;
const SRTP_ONLY = 2;
const CODECS = [9, 0, 8].map((payload) => `payload=${payload};ptime=20;silsupp=off`).join(',');
const FACTORY_ADMIN_PASSWORD = '22222';
const FACTORY_EMERGENCY_NUMBERS = '911|999|112|110';
/** What makes `*70101` go out: three seconds after the last digit, or at once with `#`. A code may have two stars. */
const DIAL_PLAN = '*x+#|**x+#|x+#';
const DIGIT_TIMEOUT_SECONDS = 3;

/** UNVERIFIED beyond these two, though all are made alike. */
const TIME_ZONES: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'DE-Berlin',
  'Europe/London': 'GB-London',
};

/** `<MAC>.cfg`. A phone keeps what a file does not name, so everything of the person before is named and emptied. */
export function renderMitel(config: PhoneConfig): string {
  const own = config.is === 'desk-phone' ? deskParams(config) : releaseParams(config.model);
  const params = withExtras(own, usableExtras(config.extras, mitelExtras), (value) => value ?? '');
  return [`# configuration version: ${config.version}`, ...params.map(paramLine), ''].join('\n');
}

/** A phone asks for its own file only after one that all phones share, if there is something in it. */
export const commonFile = (): string =>
  ['# Everything is in the phone’s own file.', 'contact rcs: 0', ''].join('\n');

function deskParams(config: DeskPhone): Param[] {
  const password = digitsOf(config.adminPassword);
  return [
    ...serverParams(config.provisioning.url),
    ['http digest username', config.provisioning.username],
    ['http digest password', config.provisioning.password],
    ['http digest force login', 0],
    ['contact rcs', 0],
    // Once a day is the most that it looks by itself.
    ['auto resync mode', 1],
    ['auto resync time', '03:00'],
    ['auto resync days', 0],
    ['auto resync max delay', 60],
    ['admin password', password],
    // Without it nobody gets at the options, nor locks the phone for the next.
    ['user password', password],
    ['options password enabled', 1],
    ['web interface enabled', 1],
    ['speeddial edit', 0],
    ['call forward disabled', 1],
    ...sipParams(config),
    ...lineParams(config),
    ...range(2, LINES).flatMap(emptyLine),
    ...keyParams(config.keys, config.model),
    ['emergency dial plan', config.emergencyNumbers.join('|')],
    ...timeZoneParams(config.timeZone),
  ];
}

/** UNVERIFIED which of the two families of names HTTPS takes; both are told the same. */
function serverParams(url: string): Param[] {
  const { protocol, hostname, port, pathname } = new URL(url);
  const isSecure = protocol === 'https:';
  const path = pathname.replace(/^\/|\/$/g, '');
  return [
    ['download protocol', isSecure ? 'HTTPS' : 'HTTP'],
    ['http server', hostname],
    ['http path', path],
    ['http port', port || (isSecure ? 443 : 80)],
    ['https server', isSecure ? hostname : ''],
    ['https path', isSecure ? path : ''],
    ['https port', isSecure ? port || 443 : ''],
  ];
}

/** The phone knows digits only: another password is as good as none, and the factory's stays. */
export const digitsOf = (password: string): string =>
  [...password].map((character) => (character.codePointAt(0) ?? 0) % 10).join('');

function sipParams({ account }: DeskPhone): Param[] {
  const { outboundProxy, transport } = account;
  return [
    ['sip transport protocol', TRANSPORT[transport]],
    ['sips persistent tls', transport === 'tls' ? 1 : 0],
    ['sip send sips over tls', 0],
    ['sip rport', 1],
    ['sip outbound proxy', outboundProxy?.host ?? NOWHERE],
    ['sip outbound proxy port', outboundProxy?.port ?? 0],
    ['sip out-of-band dtmf', 1],
    ['sip dtmf method', 0],
    ['sip customized codec', CODECS],
    ['sip explicit mwi subscription', 0],
    ['sip dial plan', DIAL_PLAN],
    ['sip dial plan terminator', 0],
    ['sip digit timeout', DIGIT_TIMEOUT_SECONDS],
    // Nobody writes on its display, or steers it, by SIP.
    ['sip xml notify event', 0],
  ];
}

function lineParams({ account, keys }: DeskPhone): Param[] {
  const { registrar } = account;
  return [
    ['sip line1 screen name', shorten(account.label, LABEL_MAX)],
    ['sip line1 screen name 2', ''],
    ['sip line1 display name', shorten(account.displayName, LABEL_MAX)],
    ['sip line1 user name', account.extension],
    ['sip line1 auth name', account.authName],
    ['sip line1 password', account.secret],
    ['sip line1 registrar ip', registrar.host],
    ['sip line1 registrar port', registrar.port],
    ['sip line1 proxy ip', registrar.host],
    ['sip line1 proxy port', registrar.port],
    ['sip line1 backup proxy ip', NOWHERE],
    ['sip line1 backup registrar ip', NOWHERE],
    ['sip line1 registration period', account.expiresSeconds],
    ['sip line1 mode', 0],
    ['sip line1 dtmf method', 0],
    ['sip line1 srtp mode', account.isSrtp ? SRTP_ONLY : SRTP_OFF],
    ['sip line1 vmail', keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
  ];
}

function emptyLine(n: number): Param[] {
  const texts = [
    'screen name',
    'screen name 2',
    'display name',
    'user name',
    'auth name',
    'password',
    'vmail',
  ];
  const addresses = ['registrar ip', 'proxy ip'];
  return [
    ...texts.map((name): Param => [`sip line${n} ${name}`, '']),
    ...addresses.map((name): Param => [`sip line${n} ${name}`, NOWHERE]),
  ];
}

function keyParams(keys: readonly PhoneKey[], model: string | undefined): Param[] {
  const { placed } = fitKeys(keys, shapeOfMitel(model));
  return keyNamesOf(model).flatMap((name, index) => keyOf(name, placed[index]));
}

function keyOf(name: string, key: PhoneKey | undefined): Param[] {
  return [
    [`${name} type`, key === undefined ? 'none' : KEY_TYPES[key.does]],
    [`${name} value`, key?.dials ?? ''],
    [`${name} label`, key === undefined ? '' : shorten(key.label, LABEL_MAX)],
    [`${name} line`, key === undefined ? '' : 1],
  ];
}

function timeZoneParams(timeZone: string | null): Param[] {
  const name = TIME_ZONES[timeZone ?? ''];
  return name === undefined ? [] : [['time zone name', name]];
}

function releaseParams(model: string | undefined): Param[] {
  return [
    ['http server', ''],
    ['http path', ''],
    ['https server', ''],
    ['https path', ''],
    ['http digest username', 'aastra'],
    ['http digest password', 'aastra'],
    ['contact rcs', 1],
    ['auto resync mode', 0],
    ['admin password', FACTORY_ADMIN_PASSWORD],
    ['user password', ''],
    ['options password enabled', 0],
    ['web interface enabled', 1],
    ['speeddial edit', 1],
    ['call forward disabled', 0],
    ['sip transport protocol', TRANSPORT.udp],
    ['sips persistent tls', 0],
    ['sip outbound proxy', NOWHERE],
    ['sip outbound proxy port', 0],
    ...range(1, LINES).flatMap(emptyLine),
    ['sip line1 srtp mode', SRTP_OFF],
    ...keyParams([], model),
    ['emergency dial plan', FACTORY_EMERGENCY_NUMBERS],
  ];
}
