import { describe, expect, it } from 'vitest';
import { VoiceStream } from '#server/media/voice-stream.ts';

const TICK_MS = 20;

function stream(ptimeMs: number) {
  const format = { codec: 'PCMU', payloadType: 0, telephoneEventPayloadType: 101, ptimeMs } as const;
  return new VoiceStream(format, { ssrc: 1, sequence: 65_534, timestamp: 4_294_967_000 });
}

const second = (own: VoiceStream) => Array.from({ length: 50 }, () => own.after(TICK_MS)).flat();

describe('a stream of voice', () => {
  it.each([10, 20, 30, 40, 60])('is as long as the time that passes, in packets of %i ms', (ptimeMs) => {
    const packets = second(stream(ptimeMs));
    expect(packets).toHaveLength(Math.floor(1_000 / ptimeMs));
    expect(new Set(packets.map(({ payload }) => payload.length))).toEqual(new Set([ptimeMs * 8]));
  });

  it('numbers its packets on, across the end of both ranges (RFC 3550 5.1)', () => {
    const [first, next, last] = second(stream(20));
    expect([first?.sequence, next?.sequence, last?.sequence]).toEqual([65_534, 65_535, 0]);
    expect([first?.timestamp, next?.timestamp, last?.timestamp]).toEqual([4_294_967_000, 4_294_967_160, 24]);
    expect([first?.marker, next?.marker]).toEqual([true, false]);
  });

  it('says a sound to its end, however long its packets are', () => {
    const own = stream(30);
    own.play(new Uint8Array(8_000));
    second(own);
    expect(own.isPlaying).toBe(true);
    own.after(TICK_MS);
    own.after(TICK_MS);
    expect(own.isPlaying).toBe(false);
  });

  it('is filled up with silence behind a sound, and is silent after it', () => {
    const own = stream(20);
    own.play(Uint8Array.from({ length: 200 }, (_, at) => at % 100));
    const [first, next, last] = [own.after(TICK_MS)[0], own.after(TICK_MS)[0], own.after(TICK_MS)[0]];
    expect(first?.payload[159]).toBe(59);
    expect([next?.payload[39], next?.payload[40], next?.payload.length]).toEqual([99, 0xff, 160]);
    expect(new Set(last?.payload)).toEqual(new Set([0xff]));
  });

  it('goes on with a sound from where another stream has brought it', () => {
    const sound = Uint8Array.from({ length: 480 }, (_, at) => at >> 4);
    const [before, after] = [stream(20), stream(20)];
    before.play(sound);
    before.after(TICK_MS);
    after.play(sound, before.saidBytes);
    expect(after.after(TICK_MS)[0]?.payload[0]).toBe(10);
    after.after(TICK_MS);
    expect(after.isPlaying).toBe(false);
  });
});
