/**
 * RFC 3550 5.1.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |                           timestamp                           |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |           synchronization source (SSRC) identifier            |
 *     +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 *     |            contributing source (CSRC) identifiers             |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export type RtpPacket = {
  /** 0–127. */
  readonly payloadType: number;
  readonly marker: boolean;
  /** 16 bits. */
  readonly sequence: number;
  /** 32 bits. */
  readonly timestamp: number;
  /** 32 bits. */
  readonly ssrc: number;
  readonly payload: Uint8Array;
};

const HEADER_BYTES = 12;

/** Undefined for what is no RTP packet, RTCP included. */
export function parseRtp(bytes: Uint8Array): RtpPacket | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second] = [view.getUint8(0), view.getUint8(1)];
  const start = rtpPayloadStart(bytes);
  const padding = first & 0x20 ? view.getUint8(bytes.length - 1) : 0;
  const end = bytes.length - padding;
  if (start === undefined || (first & 0x20 && padding === 0) || start > end) return undefined;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: bytes.subarray(start, end),
  };
}

/** Where the payload begins, behind everything that SRTP leaves readable; undefined for what is no RTP packet. */
export function rtpPayloadStart(bytes: Uint8Array): number | undefined {
  const [first = 0, second = 0] = bytes;
  // RFC 5761 4: RTCP packet types, read as RTP, are payload types 64 to 95 with the marker.
  if (first >> 6 !== 2 || (second >= 192 && second <= 223)) return undefined;
  const afterSources = HEADER_BYTES + 4 * (first & 0x0f);
  if ((first & 0x10) === 0) return afterSources > bytes.length ? undefined : afterSources;
  if (bytes.length < afterSources + 4) return undefined;
  const words = ((bytes[afterSources + 2] ?? 0) << 8) | (bytes[afterSources + 3] ?? 0);
  const start = afterSources + 4 + 4 * words;
  return start > bytes.length ? undefined : start;
}

export function serializeRtp(packet: RtpPacket): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + packet.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, (packet.marker ? 0x80 : 0) | packet.payloadType);
  view.setUint16(2, packet.sequence);
  view.setUint32(4, packet.timestamp);
  view.setUint32(8, packet.ssrc);
  bytes.set(packet.payload, HEADER_BYTES);
  return bytes;
}
