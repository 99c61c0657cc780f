import { fitKeys, type KeyFunction, type PhoneKey } from '../../keys.ts';
import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import type { AleShape } from './models.ts';
import { CODECS, LABEL_MAX, languageNumber, NAME_MAX, type Setting } from './settings.ts';
import { standardOffset } from './time-zone.ts';

const ACCOUNTS = 8;
const SIP_PORT = 5060;
const DTMF_BY_RFC_2833 = 2;
const SRTP_ALWAYS = 2;
const DST_AUTOMATIC = 2;
const SPEED_DIAL = 1;
const BLF = 59;
/** Of transfer no number is known: a speed dial does it during a call. UNVERIFIED. */
const KEY_TYPES: Readonly<Record<Exclude<KeyFunction, 'line'>, number>> = {
  'log-in': SPEED_DIAL,
  'log-out': SPEED_DIAL,
  'speed-dial': SPEED_DIAL,
  voicemail: SPEED_DIAL,
  transfer: SPEED_DIAL,
  blf: BLF,
};
const FACTORY_USER_PASSWORD = 'user';
const FACTORY_RESELLER_PASSWORD = 'var';
const FACTORY_FILES = ['config.xml', 'config.$model.xml', 'config.$mac.xml'];

/** What Myriad and Halo phones are told. */
export function accountSettings(config: DeskPhone, shape: AleShape): Setting[] {
  return [
    ...provisioning(config),
    ...account(config),
    ...emptyAccounts(2),
    ...keySettings(config.keys, shape),
    ...emptied(),
    ...place(config),
  ];
}

export const releasedAccountSettings = (shape: AleShape): Setting[] => [
  ['DeviceProvisionServerUrl', ''],
  ['DeviceProvisionServerUsername', ''],
  ['DeviceProvisionServerPassword', ''],
  ...files(FACTORY_FILES),
  // As it left the factory: it must find the next server, whoever that is, and let its next owner in.
  ['DeviceProvisionPnpEnable', true],
  ['DeviceProvisionDhcpEnable', true],
  ['DeviceSecurityAdminPwd', shape.factoryAdminPassword],
  ['DeviceSecurityUserPwd', FACTORY_USER_PASSWORD],
  ['DeviceSecurityVarPwd', FACTORY_RESELLER_PASSWORD],
  ...emptyAccounts(1),
  // Not by the edge any more.
  ['Account1Server1Transport', 'udp'],
  ['Account1OutboundProxy1Address', ''],
  ['Account1OutboundProxy1Port', SIP_PORT],
  ['Account1SrtpWorkingMode', 0],
  ...keySettings([], shape),
  ...emptied(),
];

const files = (names: readonly string[]): Setting[] =>
  ['First', 'Second', 'Third'].map((which, at): Setting => [`DeviceProvisionFile${which}`, names[at] ?? '']);

function provisioning({ provisioning: { url, username, password }, adminPassword }: DeskPhone): Setting[] {
  return [
    ['DeviceProvisionServerUrl', url],
    ['DeviceProvisionServerUsername', username],
    ['DeviceProvisionServerPassword', password],
    ...files(['config.$mac.xml']),
    // The length of the interval has a name that is not known: the factory's stays.
    ['DeviceProvisionPollingByIntervalEnable', true],
    ['DeviceProvisionPnpEnable', false],
    ['DeviceProvisionDhcpEnable', false],
    // What the person before changed on the phone does not stay.
    ['DeviceProvisionUserConfigProtectEnable', false],
    ['DeviceProvisionUserConfigSyncEnable', false],
    ['DeviceAutoUpgradeEnable', false],
    ['DeviceSecurityAdminPwd', adminPassword],
    ['DeviceSecurityUserPwd', adminPassword],
    // The reseller's way in.
    ['DeviceSecurityVarPwd', adminPassword],
    ['DeviceSecuritySshEnable', false],
  ];
}

function account({ account, keys }: DeskPhone): Setting[] {
  const { registrar, outboundProxy, transport, isSrtp, expiresSeconds } = account;
  return [
    ['Account1Enable', true],
    // Which of the two is who it authenticates as: UNVERIFIED.
    ['Account1RegName', account.authName],
    ['Account1UserName', account.extension],
    ['Account1Password', account.secret],
    ['Account1Label', shorten(account.label, NAME_MAX)],
    ['Account1DisplayName', shorten(account.displayName, NAME_MAX)],
    ['Account1Server1Address', registrar.host],
    ['Account1Server1Port', registrar.port],
    ['Account1Server1Transport', transport],
    ['Account1Server1Expire', expiresSeconds],
    ['Account1Server2Address', ''],
    ['Account1OutboundProxy1Address', outboundProxy?.host ?? ''],
    ['Account1OutboundProxy1Port', outboundProxy?.port ?? SIP_PORT],
    ['Account1SrtpWorkingMode', isSrtp ? SRTP_ALWAYS : 0],
    ['Account1DtmfMode', DTMF_BY_RFC_2833],
    ['Account1AudioCodec', CODECS],
    ['Account1VmNumber', keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
    ['Account1MwiUri', ''],
    ['Account1AutoAnswerEnable', false],
    // Whatever is keyed goes out as it was keyed, `*70101` too.
    ['Account1DigitMapEnable', false],
    ['Account1DigitMap', ''],
    ['DigitMapEnable', false],
    ['DigitMap', ''],
  ];
}

const emptyAccounts = (first: number): Setting[] =>
  range(first, ACCOUNTS).flatMap((n): Setting[] => [
    [`Account${n}Enable`, false],
    ...['RegName', 'UserName', 'Password', 'Label', 'DisplayName', 'Server1Address', 'VmNumber'].map(
      (name): Setting => [`Account${n}${name}`, ''],
    ),
  ]);

/** A key that is a line is one from the factory, and of lines no number is known: it is not named. */
function keySettings(wanted: readonly PhoneKey[], shape: AleShape): Setting[] {
  const { placed } = fitKeys(wanted, shape);
  return range(2, shape.keys).flatMap((n) => keyOf(n, placed[n - 1]));
}

function keyOf(n: number, key: PhoneKey | undefined): Setting[] {
  if (key?.does === 'line') return [];
  return [
    // One that does nothing is a speed dial of no number.
    [`ProgramKey${n}Type`, key === undefined ? SPEED_DIAL : KEY_TYPES[key.does]],
    [`ProgramKey${n}Account`, 1],
    [`ProgramKey${n}Label`, key === undefined ? '' : shorten(key.label, LABEL_MAX)],
    [`ProgramKey${n}Value`, key?.dials ?? ''],
    [`ProgramKey${n}Extension`, key?.dials ?? ''],
  ];
}

/** What people set on the phone, and no other may find. */
const emptied = (): Setting[] => [
  ...['Imm', 'Busy', 'NoReply'].flatMap((when): Setting[] => [
    [`Feature${when}FwdEnable`, false],
    [`Feature${when}FwdNumber`, ''],
  ]),
  ['FeatureDndEnable', false],
];

function place({ language, timeZone }: DeskPhone): Setting[] {
  const offset = timeZone === null ? undefined : standardOffset(timeZone);
  if (timeZone === null || offset === undefined) return [['SettingLanguage', languageNumber(language)]];
  return [
    ['SettingLanguage', languageNumber(language)],
    ['SettingTimeZone', offset],
    ['SettingTimeZoneLocation', timeZone],
    ['SettingDstEnable', DST_AUTOMATIC],
  ];
}
