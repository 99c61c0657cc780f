import type { RtpPacket } from './rtp-packet.ts';

/**
 * RFC 4733 2.3.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |     event     |E|R| volume    |          duration             |
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
export type TelephoneEvent = {
  /** 0–15 are the keys. */
  readonly event: number;
  readonly isEnd: boolean;
  /** In units of the clock, 8,000 a second. */
  readonly duration: number;
};

const KEYS = '0123456789*#ABCD';
const VOLUME = 10;

export function parseTelephoneEvent(payload: Uint8Array): TelephoneEvent | undefined {
  if (payload.length < 4) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { event: view.getUint8(0), isEnd: (view.getUint8(1) & 0x80) !== 0, duration: view.getUint16(2) };
}

export function serializeTelephoneEvent({ event, isEnd, duration }: TelephoneEvent): Uint8Array {
  return Uint8Array.of(event, (isEnd ? 0x80 : 0) | VOLUME, duration >> 8, duration & 0xff);
}

export const eventOfKey = (key: string): number | undefined => {
  const event = KEYS.indexOf(key.toUpperCase());
  return event < 0 ? undefined : event;
};

/** Older than this many clock units behind the newest, an event is a straggler and not a new one. */
const STRAGGLER_MAX = 8_000 * 5;

/**
 * Each key exactly once, at its first packet: all packets of one press carry the timestamp of its beginning, so that
 * what is doubled, late or lost (start or end) neither doubles nor swallows it.
 */
export class DtmfReceiver {
  #newestTimestamp: number | undefined;

  /** The key that this packet begins, if it begins one. */
  receive({ timestamp, payload }: Pick<RtpPacket, 'timestamp' | 'payload'>): string | undefined {
    const event = parseTelephoneEvent(payload);
    const key = event === undefined ? undefined : KEYS[event.event];
    if (key === undefined || !this.#isNew(timestamp)) return undefined;
    this.#newestTimestamp = timestamp;
    return key;
  }

  #isNew(timestamp: number): boolean {
    if (this.#newestTimestamp === undefined) return true;
    const ahead = (timestamp - this.#newestTimestamp) >>> 0;
    if (ahead === 0) return false;
    const isBehind = ahead > 0x8000_0000;
    return !isBehind || 0x1_0000_0000 - ahead > STRAGGLER_MAX;
  }
}

type Press = { key: string; durationMs: number; ptimeMs: number };

/** The events of one press, a packet each: first with the marker, the last one three times (RFC 4733 2.5.1.4). */
export function pressKey({
  key,
  durationMs,
  ptimeMs,
}: Press): Array<{ event: TelephoneEvent; marker: boolean }> {
  const code = eventOfKey(key);
  if (code === undefined) return [];
  const packets = Math.max(2, Math.round(durationMs / ptimeMs));
  const events = Array.from({ length: packets }, (_, i) => ({
    event: { event: code, isEnd: i === packets - 1, duration: (i + 1) * ptimeMs * 8 },
    marker: i === 0,
  }));
  const last = events.at(-1);
  return last === undefined ? [] : [...events, last, last];
}
