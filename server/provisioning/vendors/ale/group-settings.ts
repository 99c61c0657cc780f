import { fitKeys, type PhoneKey } from '../../keys.ts';
import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import type { AleShape } from './models.ts';
import { CODECS, languageNumber, NAME_MAX, type Setting } from './settings.ts';

/** As Wazo has it for a server that is none of the maker's own. */
const SERVER_TYPE = 7;
const REALM = 'perch';
const SIP_MODE = 0;
const FACTORY_WEB_PASSWORD = '123789';

/**
 * What the 8008, 8018, 80x8s are told, by Wazo's template for the 8028s. UNVERIFIED: no name is known for transport,
 * SRTP, the registrar's port and HTTP credentials, so the port goes by the outbound proxy, the credentials stand in the
 * address, and a phone behind an edge cannot be served.
 */
export function groupSettings(config: DeskPhone, shape: AleShape): Setting[] {
  const { account, provisioning, adminPassword, language } = config;
  const { registrar, outboundProxy } = account;
  const address = withCredentials(provisioning);
  return [
    ['LocalEnetcfgDmUrl', address],
    ['EdsEnetcfgDmUrl', address],
    ['SipAppRunMode', SIP_MODE],
    ['LocalAdmcfgRunMode', 'SIP'],
    ['SIPServer1Address', registrar.host],
    ['SIPGroup1DomainName', registrar.host],
    ['SIPGroup1AuthenticationName', account.authName],
    ['SIPGroup1AuthenticationRealm', REALM],
    ['SIPGroup1AuthenticationPassword', account.secret],
    ['SIPGroup1LabelName', shorten(account.label, NAME_MAX)],
    ['SIPGroup1DisplayName', shorten(account.displayName, NAME_MAX)],
    ['SIPGroup1ServerType', SERVER_TYPE],
    ['SIPGroup1DeviceUri', account.extension],
    ['SIPGroup1OutBoundProxyAddress', (outboundProxy ?? registrar).host],
    ['SIPGroup1OutBoundProxyPort', (outboundProxy ?? registrar).port],
    ['SIPMessageWaitingIndicationUri', ''],
    ['TelephonyVmNumber', config.keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
    ['SIPPreferredVocoder', CODECS],
    ['SIPRegisterExpire', account.expiresSeconds],
    ['SIPAutoAnsweredAllowed', false],
    ...keys(config.keys, shape),
    ['WebUserPasswd', adminPassword],
    ['DmAdminPasswd', adminPassword],
    ['language_local', languageNumber(language)],
    ['language', languageNumber(language)],
    ['language_choice', true],
  ];
}

export const releasedGroupSettings = (shape: AleShape): Setting[] => [
  ['LocalEnetcfgDmUrl', ''],
  ['EdsEnetcfgDmUrl', ''],
  ...[
    ...['SIPServer1Address', 'SIPGroup1DomainName', 'SIPGroup1AuthenticationName'],
    ...[
      'SIPGroup1AuthenticationRealm',
      'SIPGroup1AuthenticationPassword',
      'SIPGroup1LabelName',
      'SIPGroup1DisplayName',
      'SIPGroup1DeviceUri',
    ],
    ...['SIPGroup1OutBoundProxyAddress'],
  ].map((id): Setting => [id, '']),
  ...keys([], shape),
  ['WebUserPasswd', FACTORY_WEB_PASSWORD],
  ['DmAdminPasswd', shape.factoryAdminPassword],
];

function withCredentials({ url, username, password }: DeskPhone['provisioning']): string {
  const address = new URL(url);
  address.username = username;
  address.password = password;
  return address.href;
}

/** Numbers only; the first key is the line. */
function keys(wanted: readonly PhoneKey[], shape: AleShape): Setting[] {
  const { placed } = fitKeys(wanted, shape);
  return range(2, shape.keys).map((n): Setting => [`SIPUseDeviceKey${n}`, placed[n - 1]?.dials ?? '']);
}
