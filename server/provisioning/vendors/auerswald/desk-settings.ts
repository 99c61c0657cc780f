import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import type { Setting } from './sections.ts';

const NAME_MAX = 64;
const IDENTITIES = 6;
const SIP_PORT = 5060;
/** What `registerInterval` takes, in minutes. */
const REGISTER_MINUTES = { min: 5, max: 60, factory: 30 };
const DTMF_BY_RFC_4733 = 'rtpPayload';
const DAYS = ['mondays', 'tuesdays', 'wednesdays', 'thursdays', 'fridays', 'saturdays', 'sundays'];

export const deskSettings = (config: DeskPhone): Setting[] => [
  ...provisioning(config),
  ...identity(config),
  ...range(2, IDENTITIES).flatMap(emptyIdentity),
];

export const releaseSettings = (): Setting[] => [
  // As it left the factory: it must find the next server, whoever that is.
  ...ways({ isLed: true, url: '' }),
  ...byNotify(false, ['', '']),
  ...range(1, IDENTITIES).flatMap(emptyIdentity),
];

function provisioning({ provisioning: { url, username, password }, account }: DeskPhone): Setting[] {
  const address = new URL(url);
  // Of a place for them no name is known. UNVERIFIED: that it answers a challenge with what stands in the address.
  Object.assign(address, { username, password });
  const { registrar, outboundProxy } = account;
  return [
    // Each of the three comes before the address here, and knows none of its credentials.
    ...ways({ isLed: false, url: address.href }),
    ...byNotify(true, [registrar.host, (outboundProxy ?? registrar).host]),
    // Once a day, at a time of night that it chooses: it cannot be told to look more often.
    ...DAYS.map((day): Setting => [`provisioning/execution/${day}`, true]),
  ];
}

const ways = ({ isLed, url }: { isLed: boolean; url: string }): Setting[] => [
  ['provisioning/active', true],
  ['provisioning/dhcp', isLed],
  ['provisioning/redirect', isLed],
  ['provisioning/pbx', isLed],
  ['provisioning/url', url],
];

/** From whom it takes a NOTIFY. Two always, so that none stays of those that were there before. */
const byNotify = (active: boolean, senders: readonly [string, string]): Setting[] => [
  ['provisioning/sip/active', active],
  ...senders.map((sender, at): Setting => [`provisioning/sip/allowlist/allowlistEntry[${at + 1}]`, sender]),
];

/**
 * UNVERIFIED: of the name of the credentials, of transport, SRTP, codecs and an outbound proxy no element is known, as the page of the
 * identities is stored in part. So the phone registers by the name of its credentials, which the registrar takes for its extension,
 * and through an edge as if that were the registrar.
 */
function identity({ account }: DeskPhone): Setting[] {
  const { host, port } = account.outboundProxy ?? account.registrar;
  return numbered(1, [
    ['active', true],
    ['username', account.authName],
    ['password', account.secret],
    // Who calls, the server says: this is what the phone shows.
    ['displayname', shorten(account.label, NAME_MAX)],
    ['registrar', host],
    ['registrarPort', port],
    ['dtmfMethod', DTMF_BY_RFC_4733],
    ['domain', ''],
    ['sendRegister', true],
    ['registerInterval', minutesOf(account.expiresSeconds)],
  ]);
}

const emptyIdentity = (n: number): Setting[] =>
  numbered(n, [
    ['active', false],
    ['username', ''],
    ['password', ''],
    ['displayname', ''],
    ['registrar', ''],
    ['registrarPort', SIP_PORT],
    ['dtmfMethod', DTMF_BY_RFC_4733],
    ['domain', ''],
    ['sendRegister', true],
    ['registerInterval', REGISTER_MINUTES.factory],
  ]);

const numbered = (n: number, settings: readonly Setting[]): Setting[] =>
  settings.map(([name, value]) => [`identities/identity[${n}]/${name}`, value]);

const minutesOf = (seconds: number): number =>
  Math.min(REGISTER_MINUTES.max, Math.max(REGISTER_MINUTES.min, Math.floor(seconds / 60)));
