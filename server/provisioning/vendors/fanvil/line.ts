import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import { numbered, type Piece, setting } from './sys-conf.ts';

/** The largest models have 20 lines; others pass over what they have not got. */
const LINES = 20;
/** TLS: CONFLICT, 3 in two other servers' code and 2 in a third's templates; older firmware may want 2. */
const TRANSPORT = { udp: 0, tcp: 1, tls: 3 } as const;
const DTMF_BY_RFC_2833 = 1;
/** UNVERIFIED: 0 = none, 1 = SRTP is wanted. */
const SRTP = { off: 0, on: 1 } as const;
/** UNVERIFIED: 0 = nothing, 2 = OPTIONS. */
const KEEP_ALIVE = { off: 0, on: 2 } as const;
const KEEP_ALIVE_SECONDS = 30;
export const LABEL_MAX = 60;

export function lineOf({ account, keys }: DeskPhone): Piece {
  const { registrar, outboundProxy, transport, isSrtp, isBehindNat } = account;
  return numbered(
    'line',
    1,
    setting('PhoneNumber', account.extension),
    setting('DisplayName', shorten(account.displayName, LABEL_MAX)),
    setting('RegisterAddr', registrar.host),
    setting('RegisterPort', registrar.port),
    setting('RegisterUser', account.authName),
    setting('RegisterPswd', account.secret),
    setting('RegisterTTL', account.expiresSeconds),
    setting('EnableReg', 1),
    setting('ProxyAddr', outboundProxy?.host),
    setting('ProxyPort', outboundProxy?.port),
    setting('ProxyUser', outboundProxy === null ? '' : account.authName),
    setting('ProxyPswd', outboundProxy === null ? '' : account.secret),
    setting('BackupAddr'),
    setting('BakProxyAddr'),
    setting('Transport', TRANSPORT[transport]),
    setting('MediaCrypto', isSrtp ? SRTP.on : SRTP.off),
    setting('NATUDPUpdate', isBehindNat ? KEEP_ALIVE.on : KEEP_ALIVE.off),
    setting('UDPUpdateTTL', KEEP_ALIVE_SECONDS),
    setting('EnableRport', 1),
    setting('DTMFMode', DTMF_BY_RFC_2833),
    setting('VoiceCodecMap', 'PCMU,PCMA,G722'),
    ...nobodysHabits(),
    setting('MWINum', keys.find(({ does }) => does === 'voicemail')?.dials),
  );
}

/** What the person before may have set on the phone. */
const nobodysHabits = (): Piece[] => [
  setting('AlwaysFWD', 0),
  setting('AlwaysFWDNum'),
  setting('BusyFWD', 0),
  setting('BusyFWDNum'),
  setting('NoAnswerFWD', 0),
  setting('NoAnswerFWDNum'),
  setting('EnableHotline', 0),
  setting('HotlineNum'),
  setting('EnableDND', 0),
  setting('CLIR', 0),
  setting('AutoAnswer', 0),
];

/** Nor does its next owner's line 1 go by our proxy, or want SRTP. */
export const releasedLines = (): Piece[] => [
  emptyLine(
    1,
    setting('RegisterPort'),
    setting('ProxyPort'),
    setting('Transport', TRANSPORT.udp),
    setting('MediaCrypto', SRTP.off),
  ),
  ...emptyLines(2),
];

export const emptyLines = (first: number): Piece[] => range(first, LINES).map((index) => emptyLine(index));

const emptyLine = (index: number, ...way: readonly Piece[]): Piece =>
  numbered(
    'line',
    index,
    setting('PhoneNumber'),
    setting('DisplayName'),
    setting('RegisterAddr'),
    setting('RegisterUser'),
    setting('RegisterPswd'),
    setting('EnableReg', 0),
    setting('ProxyAddr'),
    setting('ProxyUser'),
    setting('ProxyPswd'),
    ...way,
    ...nobodysHabits(),
    setting('MWINum'),
  );
