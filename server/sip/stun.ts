import ipaddr from 'ipaddr.js';
import { asIpv4 } from '#server/ports/source.ts';
import type { Endpoint } from './flow.ts';

/*
 * What RFC 5626 4.4.2 makes of STUN (RFC 8489): a phone behind a NAT asks, on the port that SIP is spoken on, by which
 * address it is seen. That keeps the NAT open, and tells the phone when it has got another one.
 *
 *      0                   1                   2                   3
 *     |0 0|     message type          |         message length        |
 *     |                         magic cookie                          |
 *     |                  transaction id (96 bits)                     |
 */
const HEADER_BYTES = 20;
const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const BINDING_ERROR = 0x0111;
const ERROR_CODE = 0x0009;
const UNKNOWN_ATTRIBUTES = 0x000a;
const XOR_MAPPED_ADDRESS = 0x0020;
/** RFC 8489 14: from here on an attribute may be passed over by who does not know it. */
const OPTIONAL_FROM = 0x8000;
/** More is no keep-alive, and would be answered at length. */
const UNKNOWN_MAX = 4;

/** RFC 5626 8, RFC 8489 5: two bits that are zero, where SIP has a letter, and the cookie. */
export const isStun = (bytes: Uint8Array): boolean =>
  bytes.length >= HEADER_BYTES && (bytes[0] ?? 0) < 0x40 && viewOf(bytes).getUint32(4) === MAGIC_COOKIE;

/**
 * The answer to a Binding request: the address that it came from. An attribute that must be understood and is not
 * (RFC 8489 6.3.1) is named in a 420. Undefined for everything else, which is not answered.
 */
export function answerStun(bytes: Uint8Array, { address, port }: Endpoint): Uint8Array | undefined {
  const view = viewOf(bytes);
  const isWhole = view.getUint16(2) === bytes.length - HEADER_BYTES && bytes.length % 4 === 0;
  const unknown = isWhole ? unknownIn(view) : undefined;
  if (view.getUint16(0) !== BINDING_REQUEST || unknown === undefined || unknown.length > UNKNOWN_MAX)
    return undefined;
  const id = bytes.subarray(4, HEADER_BYTES);
  if (unknown.length > 0) {
    const names = unknown.flatMap((type) => [type >> 8, type & 0xff]);
    const attributes = [...attribute(ERROR_CODE, [0, 0, 4, 20]), ...attribute(UNKNOWN_ATTRIBUTES, names)];
    return message(BINDING_ERROR, id, attributes);
  }
  return message(BINDING_SUCCESS, id, attribute(XOR_MAPPED_ADDRESS, xorMapped(address, port, id)));
}

/** The types that must be understood; there is none that we do. Undefined where the attributes are not well formed. */
function unknownIn(view: DataView): number[] | undefined {
  const unknown: number[] = [];
  for (let at = HEADER_BYTES; at < view.byteLength; ) {
    const [type, length] = [view.getUint16(at), view.getUint16(at + 2)];
    at += 4 + 4 * Math.ceil(length / 4);
    if (at > view.byteLength) return undefined;
    if (type < OPTIONAL_FROM) unknown.push(type);
  }
  return unknown;
}

/** RFC 8489 14.2. @param id the cookie and the transaction id */
function xorMapped(address: string, port: number, id: Uint8Array): number[] {
  const [plain = ''] = asIpv4(address).split('%');
  const parsed = ipaddr.parse(plain);
  const xored = parsed.toByteArray().map((byte, index) => byte ^ (id[index] ?? 0));
  const xoredPort = port ^ (MAGIC_COOKIE >>> 16);
  return [0, parsed.kind() === 'ipv4' ? 1 : 2, xoredPort >> 8, xoredPort & 0xff, ...xored];
}

function attribute(type: number, value: readonly number[]): number[] {
  const padding = Array.from({ length: (4 - (value.length % 4)) % 4 }, () => 0);
  return [type >> 8, type & 0xff, value.length >> 8, value.length & 0xff, ...value, ...padding];
}

function message(type: number, id: Uint8Array, attributes: readonly number[]): Uint8Array {
  const { length } = attributes;
  return Uint8Array.from([type >> 8, type & 0xff, length >> 8, length & 0xff, ...id, ...attributes]);
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
