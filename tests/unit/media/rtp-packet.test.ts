import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRtp, serializeRtp } from '#server/media/rtp-packet.ts';

const packet = {
  payloadType: 0,
  marker: true,
  sequence: 65_535,
  timestamp: 4_294_967_295,
  ssrc: 0xdead_beef,
  payload: Uint8Array.of(1, 2, 3),
};

describe('RTP (RFC 3550 5.1)', () => {
  it('is read as it was written', () => {
    expect(parseRtp(serializeRtp(packet))).toEqual(packet);
  });

  it('with sources, an extension and padding has its payload where it is', () => {
    const bytes = Uint8Array.of(
      ...[0xb1, 0x08, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3],
      ...[0, 0, 0, 9],
      ...[0xbe, 0xde, 0, 1, 7, 7, 7, 7],
      ...[42, 43],
      ...[0, 2],
    );
    expect(parseRtp(bytes)?.payload).toEqual(Uint8Array.of(42, 43));
  });

  it.each([
    ['too short', Uint8Array.of(0x80, 0, 0)],
    ['another version', Uint8Array.of(0x40, ...new Array(11).fill(0))],
    ['more padding than packet', Uint8Array.of(0xa0, ...new Array(10).fill(0), 200)],
    ['RTCP', Uint8Array.of(0x80, 200, ...new Array(10).fill(0))],
    ['an extension that is cut off', Uint8Array.of(0x90, 0, ...new Array(10).fill(0))],
  ])('%s is no packet', (_, bytes) => {
    expect(parseRtp(bytes)).toBeUndefined();
  });

  it('whatever comes, nothing is thrown', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void parseRtp(bytes)));
  });
});
