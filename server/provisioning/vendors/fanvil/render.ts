import type { DeskPhone, PhoneConfig, ReleasedPhone } from '../../phone-config.ts';
import { usableExtras } from '../extras.ts';
import { shorten } from '../text.ts';
import { fanvilExtras } from './extras.ts';
import { firmwareCheck } from './firmware.ts';
import { keysOf } from './keys.ts';
import { emptyLines, LABEL_MAX, lineOf, releasedLines } from './line.ts';
import { emptied, serverOf } from './server.ts';
import { group, numbered, type Piece, setting, sysConf, withPaths } from './sys-conf.ts';
import { versionOf } from './version.ts';

const FACTORY = { admin: 'admin', guest: 'guest', menu: '123' } as const;
const LEVEL = { admin: 10, guest: 5 } as const;
const LANGUAGES = ['en', 'de', 'fr', 'es'];

/**
 * The per-phone file, `sysConf` XML. A Fanvil takes a file whose version is above that of the one it has, or one that
 * differs, as its firmware has it; it keeps what a file does not name.
 */
export const renderFanvil = (config: PhoneConfig): string =>
  sysConf(
    setting('Version', versionOf(config)),
    ...withPaths(
      config.is === 'desk-phone' ? deskSettings(config) : releaseSettings(config),
      usableExtras(config.extras, fanvilExtras),
    ),
  );

function deskSettings(config: DeskPhone): Piece[] {
  const { account, keys, model, adminPassword } = config;
  const label = shorten(account.label, LABEL_MAX);
  return [
    provisioning(config),
    firmwareCheck(config.firmware),
    // 0: `check-sync` does not restart it. UNVERIFIED: from templates, not from its maker's words.
    group('sip', setting('NotifyReboot', 0), lineOf(config), ...emptyLines(2)),
    group('mm', setting('DtmfPayloadType', 101)),
    group(
      'call',
      numbered('port', 1, setting('EnableDND', 0)),
      group('basic', setting('DialbyPound', 1), setting('DialbyTimeout', 1), setting('DialTimeoutvalue', 5)),
    ),
    group(
      'phone',
      setting('MenuPassword', adminPassword),
      setting('EnableKeyLock', 0),
      // UNVERIFIED: that several are separated by a comma.
      setting('EmergencyCall', config.emergencyNumbers.join(',')),
      setting('SIPNotifyXML', 0),
      group('display', setting('LCDTitle', label), setting('DefaultLanguage', languageOf(config))),
    ),
    group('cti', setting('EnabledActiveUri', 0), setting('ActiveUriIP')),
    keysOf(keys, model),
    passwords({ admin: adminPassword, guest: adminPassword }),
  ];
}

const languageOf = ({ language }: DeskPhone): string => (LANGUAGES.includes(language) ? language : 'en');

function provisioning({ provisioning: { url, username, password } }: DeskPhone): Piece {
  return group(
    'ap',
    setting('DefaultUsername', username),
    setting('DefaultPassword', password),
    ...serverOf(url),
    group('pnp', setting('PNPEnable', 0)),
  );
}

const passwords = ({ admin, guest }: { admin: string; guest: string }): Piece =>
  group(
    'web',
    numbered(
      'account',
      1,
      setting('Name', 'admin'),
      setting('Password', admin),
      setting('Level', LEVEL.admin),
    ),
    numbered(
      'account',
      2,
      setting('Name', 'guest'),
      setting('Password', guest),
      setting('Level', LEVEL.guest),
    ),
  );

/** As it left the factory: it asks for a home when it starts, and lets its next owner in. */
const releaseSettings = ({ model }: ReleasedPhone): Piece[] => [
  group(
    'ap',
    setting('DefaultUsername'),
    setting('DefaultPassword'),
    ...emptied(),
    group('pnp', setting('PNPEnable', 1)),
  ),
  firmwareCheck(null),
  group('sip', setting('NotifyReboot', 1), ...releasedLines()),
  group('call', numbered('port', 1, setting('EnableDND', 0))),
  group(
    'phone',
    setting('MenuPassword', FACTORY.menu),
    setting('EmergencyCall'),
    setting('SIPNotifyXML', 1),
    group('display', setting('LCDTitle')),
  ),
  group('cti', setting('EnabledActiveUri', 1), setting('ActiveUriIP')),
  keysOf([], model),
  passwords(FACTORY),
];
