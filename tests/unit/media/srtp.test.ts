import { describe, expect, it } from 'vitest';
import { serializeRtp } from '#server/media/rtp-packet.ts';
import { deriveKeys, keystream, SrtpReceiver, SrtpSender, type SrtpSuite } from '#server/media/srtp.ts';
import { srtpPrimitives as primitives } from '#server/media/srtp-primitives.ts';
import { seededRandom } from '#tests/fakes/seeded-random.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (some: Uint8Array | undefined): string => Buffer.from(some ?? []).toString('hex');

/** RFC 3711 B.3. */
const masterKey = bytes('e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6');
const settings = { suite: 'AES_CM_128_HMAC_SHA1_80', masterKey, primitives } as const;

const rtp = (sequence: number, ssrc = 7): Uint8Array =>
  serializeRtp({
    ...{ payloadType: 0, marker: false, sequence, timestamp: 160 * sequence, ssrc },
    payload: Uint8Array.of(sequence & 0xff, 2, 3, 4),
  });

/** A sender and a receiver that have the same key; `over` is what the receiver makes of packets in this order. */
function line(suite: SrtpSuite = settings.suite) {
  const [sender, receiver] = [
    new SrtpSender({ ...settings, suite }),
    new SrtpReceiver({ ...settings, suite }),
  ];
  return { sender, receiver, over: (sent: Uint8Array) => hex(receiver.unprotect(sender.protect(sent))) };
}

describe('SRTP, RFC 3711', () => {
  it('has the keystream of B.2', () => {
    const aes = primitives.aes(bytes('2b7e151628aed2a6abf7158809cf4f3c'));
    const stream = keystream(aes, bytes('f0f1f2f3f4f5f6f7f8f9fafbfcfd0000'), 0xff02 * 16);
    expect(hex(stream.subarray(0, 48))).toBe(
      'e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0',
    );
    expect(hex(stream.subarray(0xfeff * 16, 0xff02 * 16))).toBe(
      'ec8cdf7398607cb0f2d21675ea9ea1e4362b7c3c6773516318a077d7fc5073ae6a2cc3787889374fbeb4c81b17ba6c44',
    );
  });

  it('derives the keys of B.3', () => {
    const { key, authKey, salt } = deriveKeys(masterKey, primitives);
    expect([hex(key), hex(salt), hex(authKey)]).toEqual([
      'c61e7a93744f39ee10734afe3ff7a087',
      '30cbbc08863d8c85d49db34a9ae1',
      'cebe321f6ff7716b6fd4ab49af256a156d38baa4',
    ]);
  });

  it('protects a packet as libsrtp does', () => {
    const packet = bytes('800f1234decafbadcafebabeabababababababababababababababab');
    const secured = '800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb';
    expect(hex(new SrtpSender(settings).protect(packet))).toBe(secured);
    expect(hex(new SrtpReceiver(settings).unprotect(bytes(secured)))).toBe(hex(packet));
  });

  it.each<[SrtpSuite, number]>([
    ['AES_CM_128_HMAC_SHA1_80', 10],
    ['AES_CM_128_HMAC_SHA1_32', 4],
  ])('%s: what was protected is read again, across the end of the sequence numbers', (suite, tagBytes) => {
    const { sender, over } = line(suite);
    const packets = Array.from({ length: 5 }, (_, i) => rtp((65_533 + i) & 0xffff));
    expect(packets.map(over)).toEqual(packets.map(hex));
    expect(sender.protect(rtp(2))).toHaveLength(rtp(2).length + tagBytes);
  });

  it('reads packets in any order near the end of the sequence numbers', () => {
    const { sender, receiver } = line();
    const packets = [65_533, 65_534, 65_535, 0, 1].map((sequence) => rtp(sequence));
    const secured = packets.map((packet) => sender.protect(packet));
    const order = [1, 3, 2, 4, 0];
    expect(order.map((at) => hex(receiver.unprotect(secured[at] ?? new Uint8Array())))).toEqual(
      order.map((at) => hex(packets[at])),
    );
  });

  it('takes each packet once, and none that comes far too late', () => {
    const { sender, receiver } = line();
    const secured = Array.from({ length: 80 }, (_, i) => sender.protect(rtp(100 + i)));
    const [first = new Uint8Array(), second = new Uint8Array()] = secured;
    expect(receiver.unprotect(second)).toBeDefined();
    expect(receiver.unprotect(second)).toBeUndefined();
    for (const one of secured.slice(2)) expect(receiver.unprotect(one)).toBeDefined();
    expect(receiver.unprotect(first)).toBeUndefined();
    expect(secured.map((one) => receiver.unprotect(one)).filter((one) => one !== undefined)).toEqual([]);
  });

  it('drops whatever was changed on the way, and goes on', () => {
    const { sender, receiver } = line();
    const secured = sender.protect(rtp(9));
    for (const at of secured.keys()) {
      const changed = Uint8Array.from(secured);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(receiver.unprotect(changed)).toBeUndefined();
    }
    expect(hex(receiver.unprotect(secured))).toBe(hex(rtp(9)));
  });

  it('drops what was protected with another key, and what was not protected at all', () => {
    const other = new SrtpSender({ ...settings, masterKey: masterKey.map((byte) => byte ^ 1) });
    const { receiver } = line();
    expect(receiver.unprotect(other.protect(rtp(1)))).toBeUndefined();
    expect(receiver.unprotect(rtp(1))).toBeUndefined();
    const random = seededRandom(3);
    for (let length = 0; length < 64; length += 1)
      expect(receiver.unprotect(random.bytes(length))).toBeUndefined();
  });

  it('takes nothing a second time of a source that another has followed', () => {
    const { sender, receiver } = line();
    const [old, next] = [sender.protect(rtp(60_000, 7)), sender.protect(rtp(5, 8))];
    expect([old, next, old].map((one) => receiver.unprotect(one) !== undefined)).toEqual([true, true, false]);
  });

  it('begins anew with another source, and goes on with new keys', () => {
    const { receiver, over } = line();
    expect([over(rtp(60_000, 7)), over(rtp(5, 8))]).toEqual([hex(rtp(60_000, 7)), hex(rtp(5, 8))]);
    const renewed = { ...settings, masterKey: masterKey.map((byte) => byte ^ 1) };
    receiver.rekey(renewed);
    const sender = new SrtpSender(renewed);
    expect(hex(receiver.unprotect(sender.protect(rtp(6, 8))))).toBe(hex(rtp(6, 8)));
  });
});
