import type { KeyLayout } from '../../keys.ts';
import type { DeskPhone } from '../../phone-config.ts';
import { shorten } from '../text.ts';
import { keySettings } from './keys.ts';
import { accounts, POLL_MINUTES_MIN, PROTOCOL, type Setting } from './settings.ts';

const NAME_MAX = 64;
const FACTORY_POLL_MINUTES = 10_080;
const FACTORY_ADMIN_PASSWORD = 'admin';
const FACTORY_FIRMWARE_PATH = 'http://h-tek.com/fm';
const TRANSPORT = { udp: 0, tcp: 1, tls: 2 } as const;
const SRTP_FORCED = 2;
const NAT_KEEP_ALIVE = 2;
const DTMF_BY_RFC_2833 = 0;
const CODECS = { pcmu: 0, pcma: 8, g722: 9 } as const;
/** Whatever is keyed goes out as it was keyed, `*70101` too. */
const DIAL_PLAN = '{[x*]+}';
const FIRST_PROFILE = 0;

export function deskSettings(config: DeskPhone, layout: KeyLayout): Setting[] {
  const { account } = config;
  return [
    ...provisioningSettings(config),
    ...profileSettings(config),
    ...accounts({
      active: 1,
      label: shorten(account.label, NAME_MAX),
      userId: account.extension,
      authId: account.authName,
      password: account.secret,
      displayName: shorten(account.displayName, NAME_MAX),
      voicemail: config.keys.find(({ does }) => does === 'voicemail')?.dials ?? '',
    }),
    ...keySettings(config.keys, layout),
    ...emptied(config.emergencyNumbers),
  ];
}

function provisioningSettings({ provisioning, adminPassword }: DeskPhone): Setting[] {
  const { url, username, password, pollMinutes } = provisioning;
  return [
    [212, 'FirmwareUpGrade_UrgradeMode', url.startsWith('https:') ? PROTOCOL.https : PROTOCOL.http],
    [237, 'FirmwareUpGrade_ConfigServerPath', url],
    [1360, 'FirmwareUpGrade_UserName', username],
    [1361, 'FirmwareUpGrade_Password', password],
    // The maker's server would change the firmware unasked.
    [192, 'FirmwareUpGrade_FirmwareServerPath', url],
    [238, 'FirmwareUpGrade_CheckMode', 0],
    [194, 'FirmwareUpGrade_AutoUpgrade', 1],
    [193, 'FirmwareUpGrade_CheckUpgradeTimes', Math.max(pollMinutes, POLL_MINUTES_MIN)],
    [145, 'FirmwareUpGrade_ToOverrideServer', 0],
    [20165, 'FirmwareUpGrade_PnPActive', 0],
    [2, 'AdminPassword', adminPassword],
    [196, 'UserPassword', adminPassword],
    [24012, 'RemoteControl_Sipnotify', 1],
    [23131, 'Preference_Rebootintalking', 0],
  ];
}

function profileSettings({ account }: DeskPhone): Setting[] {
  const { registrar, outboundProxy, transport, isSrtp, isBehindNat } = account;
  return [
    [47, 'Profile1_Sipserver', `${registrar.host}:${registrar.port}`],
    [967, 'Profile1_FailoverSipserver', ''],
    [8851, 'Profile1_SecondFailoverSipserver', ''],
    [
      48,
      'Profile1_OutboundProxy',
      outboundProxy === null ? '' : `${outboundProxy.host}:${outboundProxy.port}`,
    ],
    [20047, 'Profile1_BackUpOutboundProxy', ''],
    [130, 'Profile1_SipTransport', TRANSPORT[transport]],
    [52, 'Profile1_NatTraversal', isBehindNat ? NAT_KEEP_ALIVE : 0],
    [31, 'Profile1_SipRegistration', 1],
    // In minutes: UNVERIFIED, and what the figures of other servers make likely.
    [32, 'Profile1_RegisterExpiration', Math.max(1, Math.floor(account.expiresSeconds / 60))],
    [136, 'Profile1_RPort', 1],
    [57, 'Profile1_Choice1', CODECS.pcmu],
    [58, 'Profile1_Choice2', CODECS.pcma],
    [59, 'Profile1_Choice3', CODECS.g722],
    [79, 'Profile1_DtmfPayloadType', 101],
    [20166, 'Profile1_DtmfMode', DTMF_BY_RFC_2833],
    // With 1 the phone keeps `*70` and `*71` for itself, as Grandstream's do: UNVERIFIED.
    [191, 'Profile1_EnableCallFeatures', 0],
    [183, 'Profile1_SRtpMode', isSrtp ? SRTP_FORCED : 0],
    [99, 'Profile1_SubscribeForMWI', 0],
    [65, 'Profile1_SendAnonymous', 0],
    [90, 'Profile1_AutoAnswer', 0],
    [24082, 'Account1_Profile', FIRST_PROFILE],
    [4200, 'Account1_DialPlan', DIAL_PLAN],
  ];
}

/** What people set on the phone, and no other may find. */
const emptied = (emergencyNumbers: readonly string[]): Setting[] => [
  [53100, 'ForwardAlways_OnOff', 0],
  [53101, 'ForwardAlways_Target', ''],
  [53110, 'ForwardBusy_OnOff', 0],
  [53111, 'ForwardBusy_Target', ''],
  [53120, 'ForwardNoAnswer_OnOff', 0],
  [53121, 'ForwardNoAnswer_Target', ''],
  [4210, 'Hotline_Number', ''],
  [8630, 'PhoneLock_KeypadLock', 0],
  [5730, 'PhoneLock_PhoneUnlockPin', ''],
  [5732, 'PhoneLock_Emergency', emergencyNumbers.join(',')],
];

export const releaseSettings = (layout: KeyLayout): Setting[] => [
  [237, 'FirmwareUpGrade_ConfigServerPath', ''],
  [1360, 'FirmwareUpGrade_UserName', ''],
  [1361, 'FirmwareUpGrade_Password', ''],
  [192, 'FirmwareUpGrade_FirmwareServerPath', FACTORY_FIRMWARE_PATH],
  [193, 'FirmwareUpGrade_CheckUpgradeTimes', FACTORY_POLL_MINUTES],
  // As it left the factory: it must find the next server, whoever that is, and let its next owner in.
  [145, 'FirmwareUpGrade_ToOverrideServer', 1],
  [20165, 'FirmwareUpGrade_PnPActive', 1],
  [2, 'AdminPassword', FACTORY_ADMIN_PASSWORD],
  [196, 'UserPassword', ''],
  [47, 'Profile1_Sipserver', ''],
  [48, 'Profile1_OutboundProxy', ''],
  [130, 'Profile1_SipTransport', TRANSPORT.udp],
  [52, 'Profile1_NatTraversal', 0],
  [183, 'Profile1_SRtpMode', 0],
  ...accounts(),
  ...keySettings([], layout),
  ...emptied([]),
];
