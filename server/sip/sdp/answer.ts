import { err, ok, type Result } from '#server/ports/result.ts';
import type { AudioDescription, AudioFormat, Direction, SessionDescription } from './parse.ts';

/** What Perch can speak; each with an RTP clock of 8000 Hz, G.722 too (RFC 3551 4.5.2). */
export type CodecName = 'PCMU' | 'PCMA' | 'G722';

/** RFC 3551 6. */
const PAYLOAD_TYPES: Record<CodecName, number> = { PCMU: 0, PCMA: 8, G722: 9 };

/** What we can speak, the best first. */
export type AudioCapabilities = {
  readonly codecs: readonly CodecName[];
  /** Where we take media. */
  readonly address: string;
  readonly port: number;
  /** For `o=`: the same in every description of a call, and one that rises. */
  readonly sessionId: string;
  readonly version: number;
  /** Our key and salt for SRTP, 30 bytes as base64. Without one, only plain RTP is spoken. */
  readonly masterKey?: string;
};

/** What was agreed on, and the answer that says so. */
export type NegotiatedAudio = {
  readonly remote: { readonly address: string; readonly port: number };
  readonly codec: { readonly name: CodecName; readonly payloadType: number };
  /** Payload number for RFC 4733 events; undefined = the peer does not send them. */
  readonly telephoneEventPayloadType: number | undefined;
  /** How the media is encrypted; undefined = not at all. */
  readonly srtp: AgreedSrtp | undefined;
  /** As seen from us. */
  readonly direction: Direction;
  readonly ptimeMs: number;
  readonly answer: string;
};

/** RFC 4568 6.2. */
export type SrtpSuite = 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32';

/** Each side encrypts with its own key; both as base64. */
export type AgreedSrtp = {
  readonly suite: SrtpSuite;
  readonly ownKey: string;
  readonly peerKey: string;
};

const SUITES: readonly string[] = [
  'AES_CM_128_HMAC_SHA1_80',
  'AES_CM_128_HMAC_SHA1_32',
] satisfies SrtpSuite[];
/** Of 30 bytes, as base64. */
const MASTER_KEY_LENGTH = 40;

const REVERSED: Record<Direction, Direction> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
};

/** RFC 3264 8.4: who names no address wants to hear nothing, as RFC 2543 held a call. */
function wantedFrom({ address, direction }: AudioDescription): Direction {
  if (address !== '0.0.0.0' && address !== '::') return REVERSED[direction];
  return direction === 'sendrecv' || direction === 'sendonly' ? 'recvonly' : 'inactive';
}

const PTIME_MS = 20;
/** RFC 8866 6.4: a wish. What no phone asks for is not followed. */
const PTIMES_MS = [10, 20, 30, 40, 60];

/** RFC 3264 6: the answer to an offer. The first audio stream is taken, every other one refused. */
export function negotiateAudio(
  offer: SessionDescription,
  own: AudioCapabilities,
): Result<NegotiatedAudio, 'no-audio' | 'no-common-codec'> {
  const index = offer.media.findIndex(
    ({ audio }) => audio !== undefined && audio.port > 0 && isSpoken(audio, own),
  );
  const audio = offer.media[index]?.audio;
  if (audio === undefined) return err('no-audio');
  const format = chooseCodec(audio, own);
  if (format === undefined) return err('no-common-codec');
  const events = audio.formats.find((one) => one.name === 'TELEPHONE-EVENT' && one.clockRate === 8_000);
  const codec = { name: format.name as CodecName, payloadType: format.payloadType };
  const telephoneEventPayloadType = events?.payloadType;
  const direction = wantedFrom(audio);
  const crypto = audio.protocol === 'RTP/SAVP' ? cryptoFor(audio, own) : undefined;
  const agreed = { codec, telephoneEventPayloadType, direction, srtp: crypto?.srtp };
  const lines = offer.media.map(({ line }, i) =>
    i === index ? audioLines(own, agreed, crypto?.line) : refusedLine(line),
  );
  return ok({
    ...agreed,
    remote: { address: audio.address, port: audio.port },
    ptimeMs: audio.ptimeMs !== undefined && PTIMES_MS.includes(audio.ptimeMs) ? audio.ptimeMs : PTIME_MS,
    answer: `${sessionLines(own)}${lines.join('')}`,
  });
}

/** A description of our own: an offer where the peer made none (RFC 3261 13.3.1.4), or of a simulated phone. */
export function offerAudio(own: AudioCapabilities): string {
  const codecs = own.codecs.map((name) => ({ name, payloadType: PAYLOAD_TYPES[name] }));
  const formats = [...codecs.map(({ payloadType }) => payloadType), 101].join(' ');
  const maps = codecs.map(({ name, payloadType }) => `a=rtpmap:${payloadType} ${name}/8000\r\n`).join('');
  return `${sessionLines(own)}m=audio ${own.port} RTP/AVP ${formats}\r\n${maps}${eventLines(101)}a=ptime:${PTIME_MS}\r\na=sendrecv\r\n`;
}

/** A phone for which encryption is optional offers RTP/AVP with `a=crypto`: plain RTP answers that. */
const isSpoken = (audio: AudioDescription, own: AudioCapabilities): boolean =>
  audio.protocol === 'RTP/AVP' || (audio.protocol === 'RTP/SAVP' && cryptoFor(audio, own) !== undefined);

/** RFC 4568 5.1.2: the first that we can, by its tag, with our own key. */
function cryptoFor(
  { crypto }: AudioDescription,
  { masterKey: ownKey }: AudioCapabilities,
): { srtp: AgreedSrtp; line: string } | undefined {
  const offered = crypto.find(
    ({ suite, masterKey }) => SUITES.includes(suite) && masterKey.length === MASTER_KEY_LENGTH,
  );
  if (offered === undefined || ownKey === undefined) return undefined;
  const suite = offered.suite as SrtpSuite;
  return {
    srtp: { suite, ownKey, peerKey: offered.masterKey },
    line: `a=crypto:${offered.tag} ${suite} inline:${ownKey}\r\n`,
  };
}

/** The offerer's order decides (RFC 3264 6.1). */
function chooseCodec(audio: AudioDescription, own: AudioCapabilities): AudioFormat | undefined {
  return audio.formats.find(
    ({ name, clockRate }) => clockRate === 8_000 && own.codecs.some((codec) => codec === name),
  );
}

function sessionLines({ address, sessionId, version }: AudioCapabilities): string {
  const kind = address.includes(':') ? 'IP6' : 'IP4';
  return `v=0\r\no=perch ${sessionId} ${version} IN ${kind} ${address}\r\ns=-\r\nc=IN ${kind} ${address}\r\nt=0 0\r\n`;
}

type Agreed = Pick<NegotiatedAudio, 'codec' | 'telephoneEventPayloadType' | 'direction'>;

function audioLines(
  own: AudioCapabilities,
  { codec, telephoneEventPayloadType: events, direction }: Agreed,
  cryptoLine = '',
): string {
  const formats = events === undefined ? `${codec.payloadType}` : `${codec.payloadType} ${events}`;
  const map = `a=rtpmap:${codec.payloadType} ${codec.name}/8000\r\n`;
  const eventMap = events === undefined ? '' : eventLines(events);
  const protocol = cryptoLine === '' ? 'RTP/AVP' : 'RTP/SAVP';
  return `m=audio ${own.port} ${protocol} ${formats}\r\n${map}${eventMap}${cryptoLine}a=ptime:${PTIME_MS}\r\na=${direction}\r\n`;
}

const eventLines = (payloadType: number): string =>
  `a=rtpmap:${payloadType} telephone-event/8000\r\na=fmtp:${payloadType} 0-16\r\n`;

/** RFC 3264 6: port zero, everything else as offered. */
const refusedLine = (line: string): string => `${line.replace(/^(m=\S+) \S+/, '$1 0')}\r\n`;
