import { rtpPayloadStart } from './rtp-packet.ts';

/** RFC 4568 6.2. */
export type SrtpSuite = 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32';

/** The two primitives, which this file leaves to who has them. */
export type SrtpPrimitives = {
  /** AES-128 of blocks of 16 bytes, each by itself. */
  aes(key: Uint8Array): (blocks: Uint8Array) => Uint8Array;
  hmacSha1(key: Uint8Array): (bytes: Uint8Array) => Uint8Array;
};

const MASTER_KEY_BYTES = 16;
const AUTH_KEY_BYTES = 20;
const SALT_BYTES = 14;
const BLOCK_BYTES = 16;
const TAG_BYTES: Record<SrtpSuite, number> = { AES_CM_128_HMAC_SHA1_80: 10, AES_CM_128_HMAC_SHA1_32: 4 };

type Aes = ReturnType<SrtpPrimitives['aes']>;

/** RFC 3711 4.1.1: AES in counter mode. */
export function keystream(aes: Aes, iv: Uint8Array, length: number): Uint8Array {
  const blocks = new Uint8Array(Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES);
  for (let at = 0, count = 0; at < blocks.length; at += BLOCK_BYTES, count += 1) {
    blocks.set(iv, at);
    blocks[at + 14] = count >> 8;
    blocks[at + 15] = count & 0xff;
  }
  return aes(blocks).subarray(0, length);
}

/** RFC 3711 4.3.1, without re-derivation. */
export function deriveKeys(master: Uint8Array, primitives: SrtpPrimitives) {
  const aes = primitives.aes(master.subarray(0, MASTER_KEY_BYTES));
  const derive = (label: number, length: number): Uint8Array => {
    const iv = new Uint8Array(BLOCK_BYTES);
    iv.set(master.subarray(MASTER_KEY_BYTES, MASTER_KEY_BYTES + SALT_BYTES));
    iv[7] = (iv[7] ?? 0) ^ label;
    return keystream(aes, iv, length);
  };
  return {
    key: derive(0, MASTER_KEY_BYTES),
    authKey: derive(1, AUTH_KEY_BYTES),
    salt: derive(2, SALT_BYTES),
  };
}

/** What one direction encrypts and signs with. */
class SrtpKeys {
  readonly tagBytes: number;
  readonly #aes: Aes;
  readonly #hmac: (bytes: Uint8Array) => Uint8Array;
  readonly #salt: Uint8Array;

  constructor({ suite, masterKey, primitives }: SrtpSettings) {
    const { key, authKey, salt } = deriveKeys(masterKey, primitives);
    this.tagBytes = TAG_BYTES[suite];
    this.#aes = primitives.aes(key);
    this.#hmac = primitives.hmacSha1(authKey);
    this.#salt = salt;
  }

  /** Encrypts or decrypts the payload where it is. */
  crypt(packet: Uint8Array, rollover: number): void {
    const start = rtpPayloadStart(packet) ?? packet.length;
    const iv = new Uint8Array(BLOCK_BYTES);
    iv.set(this.#salt);
    for (let at = 0; at < 4; at += 1) {
      iv[4 + at] = (iv[4 + at] ?? 0) ^ (packet[8 + at] ?? 0);
      iv[8 + at] = (iv[8 + at] ?? 0) ^ ((rollover >>> (24 - 8 * at)) & 0xff);
    }
    iv[12] = (iv[12] ?? 0) ^ (packet[2] ?? 0);
    iv[13] = (iv[13] ?? 0) ^ (packet[3] ?? 0);
    const stream = keystream(this.#aes, iv, packet.length - start);
    for (let at = 0; at < stream.length; at += 1)
      packet[start + at] = (packet[start + at] ?? 0) ^ (stream[at] ?? 0);
  }

  /** RFC 3711 4.2: over the packet and the rollover counter. */
  tag(packet: Uint8Array, rollover: number): Uint8Array {
    const signed = new Uint8Array(packet.length + 4);
    signed.set(packet);
    new DataView(signed.buffer).setUint32(packet.length, rollover);
    return this.#hmac(signed).subarray(0, this.tagBytes);
  }
}

export type SrtpSettings = {
  readonly suite: SrtpSuite;
  /** Key and salt, 30 bytes. */
  readonly masterKey: Uint8Array;
  readonly primitives: SrtpPrimitives;
};

/** Protects what goes out, one synchronisation source after the other. */
export class SrtpSender {
  readonly #keys: SrtpKeys;
  #ssrc: number | undefined;
  #sequence = 0;
  #rollover = 0;

  constructor(settings: SrtpSettings) {
    this.#keys = new SrtpKeys(settings);
  }

  /** @param packet RTP, in its order of sending */
  protect(packet: Uint8Array): Uint8Array {
    const { ssrc, sequence } = sourceOf(packet);
    if (ssrc !== this.#ssrc) this.#rollover = 0;
    else if (sequence < this.#sequence) this.#rollover = (this.#rollover + 1) >>> 0;
    this.#ssrc = ssrc;
    this.#sequence = sequence;
    const secured = new Uint8Array(packet.length + this.#keys.tagBytes);
    secured.set(packet);
    const signed = secured.subarray(0, packet.length);
    this.#keys.crypt(signed, this.#rollover);
    secured.set(this.#keys.tag(signed, this.#rollover), packet.length);
    return secured;
  }
}

/** RFC 3711 3.3.2: how far behind the newest a packet may come. */
const WINDOW = 64n;
/** A phone has a new source when it changes what it sends; nobody needs more than this in a call. */
const SOURCES_MAX = 16;

/** What has come of one source. */
type Received = {
  /** The greatest packet index so far: rollover counter and sequence number. */
  newest: number;
  /** Bit n: the packet n before the newest was here. */
  seen: bigint;
};

/** Takes what comes in, each packet once. */
export class SrtpReceiver {
  #keys: SrtpKeys;
  readonly #sources = new Map<number, Received>();

  constructor(settings: SrtpSettings) {
    this.#keys = new SrtpKeys(settings);
  }

  /** New keys in a stream that goes on: its counters are kept (RFC 3711 3.3.1). */
  rekey(settings: SrtpSettings): void {
    this.#keys = new SrtpKeys(settings);
  }

  /** Undefined for what is not from who has the key, and for what was here before. */
  unprotect(secured: Uint8Array): Uint8Array | undefined {
    const packet = secured.slice(0, Math.max(0, secured.length - this.#keys.tagBytes));
    if (rtpPayloadStart(packet) === undefined) return undefined;
    const { ssrc, sequence } = sourceOf(packet);
    const source = this.#sources.get(ssrc);
    const index = source === undefined ? sequence : indexOf(sequence, source.newest);
    if (source === undefined ? this.#sources.size >= SOURCES_MAX : wasHere(source, index)) return undefined;
    const rollover = Math.floor(index / 0x1_0000);
    if (!isSame(this.#keys.tag(packet, rollover), secured.subarray(packet.length))) return undefined;
    this.#keys.crypt(packet, rollover);
    if (source === undefined) this.#sources.set(ssrc, { newest: index, seen: 1n });
    else note(source, index);
    return packet;
  }
}

function wasHere({ newest, seen }: Received, index: number): boolean {
  const behind = BigInt(newest - index);
  return index < 0 || behind >= WINDOW || (behind >= 0n && ((seen >> behind) & 1n) === 1n);
}

function note(source: Received, index: number): void {
  const ahead = index - source.newest;
  if (ahead <= 0) source.seen |= 1n << BigInt(-ahead);
  else {
    source.seen = BigInt.asUintN(Number(WINDOW), (source.seen << BigInt(ahead)) | 1n);
    source.newest = index;
  }
}

function sourceOf(packet: Uint8Array): { ssrc: number; sequence: number } {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return { ssrc: view.getUint32(8), sequence: view.getUint16(2) };
}

/** RFC 3711 3.3.1: the index with this sequence number that is nearest to the newest. */
function indexOf(sequence: number, newest: number): number {
  const rolled = newest - (newest % 0x1_0000) + sequence;
  if (rolled - newest > 0x8000) return rolled - 0x1_0000;
  return newest - rolled > 0x8000 ? rolled + 0x1_0000 : rolled;
}

/** In the same time whatever differs. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= (one[at] ?? 0) ^ (other[at] ?? 0);
  return difference === 0;
}
