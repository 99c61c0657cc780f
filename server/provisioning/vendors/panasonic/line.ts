import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import type { PanasonicShape } from './models.ts';
import { NAME_MAX, type Setting } from './settings.ts';

const SIP_PORT = 5060;
/** 1 is inferred: UNVERIFIED. */
const TRANSPORT = { udp: 0, tcp: 1, tls: 2 } as const;
/** As a public template for the KX-HDV has them beside TLS, and without it. What else they mean is UNVERIFIED. */
const SRTP = { always: 0, wherePossible: 1 } as const;
const PUNCH_SECONDS = 30;
const TELEPHONE_EVENT = 101;
/** G.722, PCMA and PCMU of the five that it knows by number. */
const CODECS = [0, 1, 4];
const KNOWN_CODECS = 5;
/** `*70101` goes out so long after its last digit, or at once with `#`. */
const DIGIT_TIMEOUT_SECONDS = 3;
const FACTORY_DIGIT_TIMEOUT_SECONDS = 5;
/** Known of the KX-TGP5xx; that desk phones have them is UNVERIFIED. */
const EMERGENCY_NUMBERS = 5;

export const lineSettings = (config: DeskPhone, shape: PanasonicShape): Setting[] => [
  ...firstLine(config.account),
  ...way(config.account, shape),
  ...sound(shape),
  ...dialling(config.emergencyNumbers, DIGIT_TIMEOUT_SECONDS),
  ['VM_NUMBER_1', config.keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
  ['VM_SUBSCRIBE_ENABLE', 'N'],
  ['VOICE_MESSAGE_AVAILABLE', 'Y'],
  ['DEFAULT_LINE_SELECT', 1],
  ...personal(),
  ...emptyLines(2, shape),
];

/** Nor does its next owner's line 1 go by our edge, or want TLS and SRTP. */
export const releasedLines = (shape: PanasonicShape): Setting[] => [
  ...emptyLines(1, shape),
  ['SIP_OUTPROXY_PORT_1', SIP_PORT],
  ...transport('udp', shape),
  ...srtp(false, shape),
  ['PORT_PUNCH_INTVL_1', 0],
  ...dialling([], FACTORY_DIGIT_TIMEOUT_SECONDS),
  ...personal(),
];

function firstLine(account: DeskPhone['account']): Setting[] {
  const { registrar, outboundProxy } = account;
  return [
    ['LINE_ENABLE_1', 'Enabled'],
    ['PROFILE_ENABLE_1', 'Enabled'],
    ['PHONE_NUMBER_1', account.extension],
    // Empty: the number is the URI's user.
    ['SIP_URI_1', ''],
    ['DISPLAY_NAME_1', shorten(account.displayName, NAME_MAX)],
    ['SIP_AUTHID_1', account.authName],
    ['SIP_PASS_1', account.secret],
    ['SIP_RGSTR_ADDR_1', registrar.host],
    ['SIP_RGSTR_PORT_1', registrar.port],
    ['SIP_PRXY_ADDR_1', registrar.host],
    ['SIP_PRXY_PORT_1', registrar.port],
    ['SIP_PRSNC_ADDR_1', registrar.host],
    ['SIP_PRSNC_PORT_1', registrar.port],
    ['SIP_2NDRGSTR_ADDR_1', ''],
    ['SIP_2NDPROXY_ADDR_1', ''],
    ['SIP_2NDPRSNC_ADDR_1', ''],
    ['SIP_SVCDOMAIN_1', registrar.host],
    // With it the port of the name would come from DNS.
    ['SIP_DNSSRV_ENA_1', 'N'],
    ['SIP_OUTPROXY_ADDR_1', outboundProxy?.host ?? ''],
    ['SIP_OUTPROXY_PORT_1', outboundProxy?.port ?? SIP_PORT],
    ['REG_EXPIRE_TIME_1', account.expiresSeconds],
  ];
}

const way = ({ transport: by, isSrtp, isBehindNat }: DeskPhone['account'], shape: PanasonicShape) => [
  ...transport(by, shape),
  ...srtp(isSrtp, shape),
  ['SIP_ADD_RPORT_1', 'Y'] as const,
  ['PORT_PUNCH_INTVL_1', isBehindNat ? PUNCH_SECONDS : 0] as const,
];

/** No KX-UT is known to speak TLS or SRTP: told to, it stays silent rather than in the clear. */
const transport = (by: keyof typeof TRANSPORT, { dialect }: PanasonicShape): Setting[] => [
  ['SIP_TRANSPORT_1', TRANSPORT[by]],
  ...(dialect === 'UT' ? [] : [['SIP_TLS_MODE_1', by === 'tls' ? 1 : 0] as const]),
];

const srtp = (isSrtp: boolean, { dialect }: PanasonicShape): Setting[] =>
  dialect === 'UT' ? [] : [['SRTP_CONNECT_MODE_1', isSrtp ? SRTP.always : SRTP.wherePossible]];

/** How a KX-HDV sends DTMF has a name that is not known: the factory's RFC 4733 stays, UNVERIFIED. */
const sound = ({ dialect }: PanasonicShape): Setting[] => [
  ...range(0, KNOWN_CODECS - 1).map((n): Setting => [`CODEC_ENABLE${n}_1`, CODECS.includes(n) ? 'Y' : 'N']),
  ...(dialect === 'UT'
    ? ([
        ['OUTBANDDTMF_1', 'Y'],
        ['TELEVENT_PAYLOAD', TELEPHONE_EVENT],
      ] as const)
    : []),
];

/** Whatever is keyed goes out as it was keyed, stars too: what no plan knows is let pass. */
const dialling = (emergencyNumbers: readonly string[], timeoutSeconds: number): Setting[] => [
  ['DIAL_PLAN_1', ''],
  ['DIAL_PLAN_NOT_MATCH_ENABLE_1', 'Y'],
  ['INTDIGIT_TIM', timeoutSeconds],
  ['POUND_KEY_DELIMITER_ENABLE', 'Y'],
  ...range(1, EMERGENCY_NUMBERS).map((n): Setting => [`EMERGENCY_CALL${n}`, emergencyNumbers[n - 1] ?? '']),
];

const personal = (): Setting[] => [
  ['SHARED_CALL_ENABLE_1', 'N'],
  ['FWD_DND_SYNCHRO_ENABLE_1', 'N'],
];

/** It keeps what a file does not name. */
const emptyLines = (first: number, { lines }: PanasonicShape): Setting[] =>
  range(first, lines).flatMap((n): Setting[] => [
    [`LINE_ENABLE_${n}`, 'Disabled'],
    ...[
      ...['PHONE_NUMBER', 'SIP_URI', 'DISPLAY_NAME', 'SIP_AUTHID', 'SIP_PASS', 'SIP_RGSTR_ADDR'],
      ...['SIP_PRXY_ADDR', 'SIP_PRSNC_ADDR', 'SIP_OUTPROXY_ADDR', 'VM_NUMBER'],
    ].map((name): Setting => [`${name}_${n}`, '']),
  ]);
