import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DtmfReceiver, pressKey, serializeTelephoneEvent } from '#server/media/telephone-event.ts';

type Packet = { timestamp: number; payload: Uint8Array };

/** The packets of keys pressed one after the other, 200 ms apart. */
function packetsOf(keys: string, startTimestamp = 0xffff_ff00): Packet[] {
  return [...keys].flatMap((key, i) =>
    pressKey({ key, durationMs: 120, ptimeMs: 20 }).map(({ event }) => ({
      timestamp: (startTimestamp + i * 1_600) >>> 0,
      payload: serializeTelephoneEvent(event),
    })),
  );
}

const heard = (packets: readonly Packet[]): string => {
  const receiver = new DtmfReceiver();
  return packets.map((packet) => receiver.receive(packet) ?? '').join('');
};

describe('RFC 4733 keys', () => {
  it('are heard once each, the same key twice too, across the wrap of the timestamp', () => {
    expect(heard(packetsOf('4411*#0AD'))).toBe('4411*#0AD');
  });

  it('are sent with the last packet three times and a rising duration', () => {
    const events = pressKey({ key: '5', durationMs: 100, ptimeMs: 20 });
    expect(events.map(({ event }) => event.duration)).toEqual([160, 320, 480, 640, 800, 800, 800]);
    expect(events.map(({ event }) => event.isEnd)).toEqual([false, false, false, false, true, true, true]);
    expect(events.map(({ marker }) => marker)).toEqual([true, false, false, false, false, false, false]);
  });

  it('are heard once each whatever is lost, as long as one packet of a press arrives', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9*#]{1,8}$/), fc.infiniteStream(fc.boolean()), (keys, losses) => {
        const perKey = packetsOf('1').length;
        const kept = packetsOf(keys).filter((_, i) => i % perKey === perKey - 1 || losses.next().value);
        expect(heard(kept)).toBe(keys);
      }),
    );
  });

  it('are heard once each when packets are doubled or come late', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9*#]{1,8}$/),
        fc.array(fc.nat(200), { maxLength: 20 }),
        (keys, again) => {
          const packets = packetsOf(keys);
          for (const index of again) {
            const packet = packets[index % packets.length];
            if (packet !== undefined) packets.push(packet);
          }
          expect(heard(packets)).toBe(keys);
        },
      ),
    );
  });

  it('are heard once each in any order of their packets, as far as they are a press apart', () => {
    const swaps = fc.array(fc.nat(200), { maxLength: 40 });
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9*#]{1,8}$/), swaps, (keys, places) => {
        const packets = packetsOf(keys);
        const perKey = packetsOf('1').length;
        for (const place of places) {
          const at = place % packets.length;
          const isLastOfKey = at % perKey === perKey - 1;
          if (!isLastOfKey) packets.splice(at, 2, ...packets.slice(at, at + 2).reverse());
        }
        expect(heard(packets)).toBe(keys);
      }),
    );
  });

  const held = (
    segments: ReadonlyArray<{ timestamp: number; duration: number; isEnd?: boolean }>,
  ): Packet[] =>
    segments.map(({ timestamp, duration, isEnd = false }) => ({
      timestamp,
      payload: serializeTelephoneEvent({ event: 5, isEnd, duration }),
    }));

  it('that are held for long are one press, in segments (RFC 4733 2.5.1.3)', () => {
    const segment = (from: number) =>
      Array.from({ length: 409 }, (_, i) => ({ timestamp: from, duration: (i + 1) * 160 })).concat({
        timestamp: from,
        duration: 0xffff,
      });
    const long = [...segment(1_000), ...segment(1_000 + 0xffff)];
    const end = { timestamp: 1_000 + 2 * 0xffff, duration: 800, isEnd: true };
    expect(heard(held([...long, end, end, end]))).toBe('5');
    const again = { timestamp: 1_000 + 3 * 0xffff, duration: 160 };
    expect(heard(held([...long, end, again]))).toBe('55');
  });

  it('that are held until their duration begins anew are one press', () => {
    const durations = Array.from({ length: 900 }, (_, i) => ((i + 1) * 160) & 0xffff);
    expect(heard(held(durations.map((duration) => ({ timestamp: 7, duration }))))).toBe('5');
  });

  it('whose timestamp runs on with every packet, as some phones write it, are one press', () => {
    const press = (from: number) =>
      Array.from({ length: 8 }, (_, i) => ({
        timestamp: from + i * 160,
        duration: (i + 1) * 160,
        isEnd: i > 4,
      }));
    expect(heard(held([...press(0), ...press(3_000)]))).toBe('55');
  });

  it('what is no event is no key', () => {
    expect(heard([{ timestamp: 1, payload: Uint8Array.of(1, 2) }])).toBe('');
    expect(heard([{ timestamp: 1, payload: Uint8Array.of(66, 0, 0, 0) }])).toBe('');
  });
});
