import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import { keySettings } from './keys.ts';
import type { GrandstreamShape } from './models.ts';
import { ADAPTER_DTMF } from './p-numbers.ts';
import { withoutScheme } from './server-path.ts';
import {
  FACTORY_POLL_MINUTES,
  POLL_MINUTES_MIN,
  POLL_NEVER,
  PROTOCOL,
  pollEvery,
  type Setting,
  type Value,
  type Word,
} from './settings.ts';
import { timeZoneValue } from './time-zones.ts';

/** The largest models have 16; others pass over what they have not got. */
const ACCOUNTS = 16;
const NAME_MAX = 64;
const FACTORY_PASSWORDS = { admin: 'admin', user: '123' };
const FACTORY_FIRMWARE_PATH = 'firmware.grandstream.com';
const FACTORY_DIAL_PLAN = '{ x+ | \\+x+ | *x+ | *xx*x+ }';
/** Whatever is keyed goes out as it was keyed, `*70101` too. */
const DIAL_PLAN = '{ [*x]+ | \\+x+ }';

const TRANSPORT = {
  udp: { item: 'UDP', p: 0 },
  tcp: { item: 'TCP', p: 1 },
  tls: { item: 'TlsOrTcp', p: 2 },
} as const satisfies Record<string, Word>;
/** P850 */
const DTMF_BY_RFC_2833 = 101;
const SRTP_FORCED: Word = { item: 'EnabledAndForced', p: 2 };
const SRTP_NEVER: Word = { item: 'Disabled', p: 0 };
const NAT_KEEP_ALIVE: Word = { item: 'KeepAlive', p: 2 };
const NAT_NO: Word = { item: 'No', p: 0 };
const SCHEME_SIP: Word = { item: 'sip', p: 0 };
const ALWAYS_CHECK: Word = { item: 'AlwaysCheck', p: 0 };
/**
 * The phone answers NOTIFY with 401. CONFLICT in the sources: P4428 is called "Disable SIP NOTIFY Authentication", its
 * item is `challenge`, and the templates of some models call either by the other's name. These are the factory's values;
 * if they are read the other way round the phone does not ask, and nothing else changes.
 */
const CHALLENGE_NOTIFY: Word = { item: 'Yes', p: 0 };

const LANGUAGES = ['en', 'de', 'fr', 'es'];

export function deskSettings(config: DeskPhone, shape: GrandstreamShape): Setting[] {
  return [
    ...provisioningSettings(config, shape),
    ...securitySettings(config),
    ...accountSettings(config),
    ...(shape.dialect === 'adapter' ? [[ADAPTER_DTMF, DTMF_BY_RFC_2833] as const] : []),
    ...emptyAccounts(2),
    ...keySettings(config.keys, shape),
    ...placeSettings(config),
  ];
}

function provisioningSettings({ provisioning, firmware }: DeskPhone, shape: GrandstreamShape): Setting[] {
  const { url, username, password, pollMinutes } = provisioning;
  const protocol = url.startsWith('https:') ? PROTOCOL.https : PROTOCOL.http;
  const path = withoutScheme(url);
  return [
    ['provisioning.config.protocol', protocol],
    ['provisioning.config.serverPath', path],
    ['provisioning.config.username', username],
    ['provisioning.config.password', password],
    ['provisioning.config.processAll.enable', false],
    // With No the password is sent by digest; Yes sends it by Basic, unasked.
    ['provisioning.alwaysAuthenticateBeforeChallenge', false],
    // The phone looks for firmware whenever it looks for its file, and the maker's server would change it unasked: it is
    // led to where there is none, or only what it shall have.
    ['provisioning.firmware.protocol', protocol],
    ['provisioning.firmware.serverPath', firmware === null ? path : withoutScheme(firmware.folder)],
    ['provisioning.firmware.checkCondition', ALWAYS_CHECK],
    ['provisioning.auto.mode', pollEvery(shape)],
    ['provisioning.auto.minute', Math.max(pollMinutes, POLL_MINUTES_MIN)],
    ['provisioning.auto.randomTime.enable', false],
    // "3CX auto provision" is the name of multicast plug and play.
    ['provisioning.3cxAutoProvision', false],
    ['provisioning.override.dhcp.allowCommonOptions', false],
    // What the person before changed on the phone does not stay.
    ['provisioning.userProtect.enable', false],
  ];
}

function securitySettings({ adminPassword, emergencyNumbers }: DeskPhone): Setting[] {
  return [
    ['users.admin.password', adminPassword],
    ['users.user.password', adminPassword],
    ['sip.notify.challenge', CHALLENGE_NOTIFY],
    ['hotdesking.enable', false],
    // Whoever locks the keypad with a code of their own locks out the next one.
    ['keys.lock.enable', false],
    ['keys.lock.password', ''],
    ['keys.lock.emergency', emergencyNumbers.join(',')],
    ['call.dial.offhook.autoDial.number', ''],
  ];
}

function accountSettings({ account, keys }: DeskPhone): Setting[] {
  const { registrar, outboundProxy, transport, isSrtp, isBehindNat } = account;
  const settings: [string, Value][] = [
    ['enable', true],
    ['name', shorten(account.label, NAME_MAX)],
    ['sip.server.1.address', `${registrar.host}:${registrar.port}`],
    ['sip.server.2.address', ''],
    [
      'sip.outboundProxy.1.address',
      outboundProxy === null ? '' : `${outboundProxy.host}:${outboundProxy.port}`,
    ],
    ['sip.userid', account.extension],
    ['sip.subscriber.userid', account.authName],
    ['sip.subscriber.password', account.secret],
    ['sip.subscriber.name', shorten(account.displayName, NAME_MAX)],
    ['sip.voicemail.number', keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
    ['sip.registration', true],
    ['sip.registerExpiration', Math.max(1, Math.floor(account.expiresSeconds / 60))],
    ['sip.transport', TRANSPORT[transport]],
    // RFC 5630: SIPS would forbid the last hop to be anything but TLS.
    ['sip.uriSchemeWhenUsingTls', SCHEME_SIP],
    ['sip.keepAlive.enable', isBehindNat],
    ['sip.subscribe.forMwi', false],
    // A NOTIFY would reset the phone to its factory settings.
    ['sip.allowSipReset', false],
    ['sip.validate.incomingServer', true],
    ['network.natTraversal', isBehindNat ? NAT_KEEP_ALIVE : NAT_NO],
    ['audio.srtpMode', isSrtp ? SRTP_FORCED : SRTP_NEVER],
    ['codec.choice.1', { item: 'PCMU', p: 0 }],
    ['codec.choice.2', { item: 'PCMA', p: 8 }],
    ['codec.choice.3', { item: 'G.722', p: 9 }],
    ['dtmf.sendInAudio', false],
    ['dtmf.sendInRtp', true],
    ['dtmf.sendInSip', false],
    ['call.dialplan', DIAL_PLAN],
    ['call.autoAnswer', false],
    ['call.sendAnonymous', false],
    // With Yes the phone keeps `*70` and `*71` for itself.
    ['featureCodes.callFeatures', false],
    ['featureCodes.callForwardUnconditionallyTarget', ''],
    ['featureCodes.callForwardBusyTarget', ''],
    ['featureCodes.callForwardDelayedTarget', ''],
  ];
  return settings.map(([name, value]): Setting => [`account.1.${name}`, value]);
}

const EMPTY_ACCOUNT: readonly [string, Value][] = [
  ['enable', false],
  ['name', ''],
  ['sip.server.1.address', ''],
  ['sip.server.2.address', ''],
  ['sip.outboundProxy.1.address', ''],
  ['sip.userid', ''],
  ['sip.subscriber.userid', ''],
  ['sip.subscriber.password', ''],
  ['sip.subscriber.name', ''],
  ['sip.voicemail.number', ''],
];

const emptyAccounts = (first: number): Setting[] =>
  range(first, ACCOUNTS).flatMap((n) =>
    EMPTY_ACCOUNT.map(([name, value]): Setting => [`account.${n}.${name}`, value]),
  );

function placeSettings({ language, timeZone }: DeskPhone): Setting[] {
  const zone = timeZoneValue(timeZone);
  return [
    ['language.gui', LANGUAGES.includes(language) ? language : 'en'],
    ...(zone === undefined ? [] : [['dateTime.timezone', zone] as const]),
  ];
}

export function releaseSettings(shape: GrandstreamShape): Setting[] {
  return [
    ['provisioning.config.serverPath', ''],
    ['provisioning.config.username', ''],
    ['provisioning.config.password', ''],
    ['provisioning.firmware.protocol', PROTOCOL.http],
    ['provisioning.firmware.serverPath', FACTORY_FIRMWARE_PATH],
    ['provisioning.auto.mode', POLL_NEVER],
    ['provisioning.auto.minute', FACTORY_POLL_MINUTES],
    // As it left the factory: it must hear the next server, whoever that is, and let its next owner in.
    ['provisioning.3cxAutoProvision', true],
    ['provisioning.override.dhcp.allowCommonOptions', true],
    ['users.admin.password', FACTORY_PASSWORDS.admin],
    ['users.user.password', FACTORY_PASSWORDS.user],
    ['sip.notify.challenge', CHALLENGE_NOTIFY],
    ['keys.lock.emergency', ''],
    ...emptyAccounts(1),
    // Nor does its next owner's account 1 want TLS and SRTP.
    ['account.1.sip.transport', TRANSPORT.udp],
    ['account.1.sip.keepAlive.enable', false],
    ['account.1.network.natTraversal', NAT_NO],
    ['account.1.audio.srtpMode', SRTP_NEVER],
    ['account.1.sip.validate.incomingServer', false],
    ['account.1.call.dialplan', FACTORY_DIAL_PLAN],
    ['account.1.featureCodes.callFeatures', true],
    ...keySettings([], shape),
  ];
}
