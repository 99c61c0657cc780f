/** One audio stream of a session description (RFC 8866), as far as a telephone call needs it. */
export type AudioDescription = {
  /** Where media is wanted: from the stream's `c=`, else the session's. */
  readonly address: string;
  /** 0 = the stream is refused. */
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly AudioFormat[];
  readonly direction: Direction;
  readonly ptimeMs: number | undefined;
  /** What it offers to be encrypted by, in its order; what cannot be read is left out. */
  readonly crypto: readonly CryptoAttribute[];
};

/** `a=crypto` (RFC 4568 9.1), with one key that is good for the whole call. */
export type CryptoAttribute = {
  readonly tag: string;
  readonly suite: string;
  /** Key and salt as base64. */
  readonly masterKey: string;
};

export type AudioFormat = {
  readonly payloadType: number;
  /** Upper case: PCMU, PCMA, G722, TELEPHONE-EVENT. */
  readonly name: string;
  readonly clockRate: number;
  readonly fmtp: string | undefined;
};

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export type SessionDescription = {
  /** Every `m=` line in its order: an answer must have as many (RFC 3264 6). */
  readonly media: readonly { readonly line: string; readonly audio: AudioDescription | undefined }[];
};

/** RFC 3551 6: what a payload number means when no `a=rtpmap` says. */
const STATIC: Readonly<Record<number, { name: string; clockRate: number }>> = {
  0: { name: 'PCMU', clockRate: 8_000 },
  3: { name: 'GSM', clockRate: 8_000 },
  8: { name: 'PCMA', clockRate: 8_000 },
  9: { name: 'G722', clockRate: 8_000 },
  18: { name: 'G729', clockRate: 8_000 },
};

/** No phone and no browser sends a fifth of them. */
const LINES_MAX = 1_000;
/** RFC 3551 6: there are no more payload numbers. */
const FORMATS_MAX = 128;

/** Undefined for what is no session description. */
export function parseSdp(text: string): SessionDescription | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines[0] !== 'v=0' || lines.length > LINES_MAX) return undefined;
  const firstMedia = lines.findIndex((line) => line.startsWith('m='));
  const session = firstMedia < 0 ? lines : lines.slice(0, firstMedia);
  const media = cutAtMedia(firstMedia < 0 ? [] : lines.slice(firstMedia));
  return { media: media.map((own) => ({ line: own[0] ?? '', audio: parseAudio(own, session) })) };
}

function cutAtMedia(lines: readonly string[]): string[][] {
  const sections: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  return sections;
}

function parseAudio(lines: readonly string[], session: readonly string[]): AudioDescription | undefined {
  const [, port, protocol, formats] = /^m=audio (\d{1,5})(?:\/\d+)? (\S+) (.+)$/.exec(lines[0] ?? '') ?? [];
  const address = addressOf(lines) ?? addressOf(session);
  if (port === undefined || protocol === undefined || formats === undefined || address === undefined)
    return undefined;
  const ptime = Number(attribute(lines, 'ptime'));
  return {
    address,
    port: Number(port),
    protocol,
    formats: formats
      .trim()
      .split(/\s+/, FORMATS_MAX)
      .flatMap((number) => parseFormat(Number(number), lines)),
    direction: directionOf(lines) ?? directionOf(session) ?? 'sendrecv',
    ptimeMs: Number.isInteger(ptime) && ptime > 0 ? ptime : undefined,
    crypto: lines.flatMap(parseCrypto),
  };
}

function parseFormat(payloadType: number, lines: readonly string[]): AudioFormat[] {
  if (!Number.isInteger(payloadType) || payloadType < 0 || payloadType > 127) return [];
  const fmtp = valueFor(lines, 'fmtp', payloadType);
  const [, name, clockRate] = /^([^/\s]+)\/(\d+)/.exec(valueFor(lines, 'rtpmap', payloadType) ?? '') ?? [];
  if (name !== undefined)
    return [{ payloadType, name: name.toUpperCase(), clockRate: Number(clockRate), fmtp }];
  const known = STATIC[payloadType];
  return known === undefined ? [] : [{ payloadType, ...known, fmtp }];
}

/** One key, without a name of its own (MKI); of the session's parameters only the hint for the replay window. */
const CRYPTO = /^a=crypto:(\d{1,9}) (\S+) inline:([A-Za-z0-9+/]+=*)(?:\|(?:2\^)?\d+)?(?: WSH=\d+)*\s*$/;

function parseCrypto(line: string): CryptoAttribute[] {
  const [, tag, suite, masterKey] = CRYPTO.exec(line) ?? [];
  if (tag === undefined || suite === undefined || masterKey === undefined) return [];
  return [{ tag, suite, masterKey }];
}

const addressOf = (lines: readonly string[]): string | undefined =>
  /^c=IN IP[46] ([^\s/]+)/.exec(lines.find((line) => line.startsWith('c=')) ?? '')?.[1];

const attribute = (lines: readonly string[], name: string): string | undefined =>
  lines.find((line) => line.startsWith(`a=${name}:`))?.slice(name.length + 3);

const valueFor = (lines: readonly string[], name: string, payloadType: number): string | undefined => {
  const start = `a=${name}:${payloadType} `;
  return lines.find((line) => line.startsWith(start))?.slice(start.length);
};

const DIRECTIONS: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

const directionOf = (lines: readonly string[]): Direction | undefined =>
  DIRECTIONS.find((direction) => lines.includes(`a=${direction}`));
