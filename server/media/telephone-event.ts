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
/** Nobody presses the same key again within 60 ms: it is a phone whose clock runs on within a press. */
const SAME_PRESS_MAX = 480;
/** RFC 4733 2.5.1.3: what is held for longer than a duration can say goes on in a new segment, as far ahead. */
const SEGMENT = 0xffff;

/**
 * Each key exactly once, at its first packet: all packets of one press carry the timestamp of its beginning, so that
 * what is doubled, late or lost (start or end) neither doubles nor swallows it. A key that is held for long is one
 * press, however the phone writes that down.
 */
export class DtmfReceiver {
  #newest: { timestamp: number; key: string; isEnded: boolean } | undefined;

  /** The key that this packet begins, if it begins one. */
  receive({ timestamp, payload }: Pick<RtpPacket, 'timestamp' | 'payload'>): string | undefined {
    const event = parseTelephoneEvent(payload);
    const key = event === undefined ? undefined : KEYS[event.event];
    if (event === undefined || key === undefined) return undefined;
    const before = this.#newest;
    const ahead = before === undefined ? 0 : (timestamp - before.timestamp) >>> 0;
    if (before !== undefined && isStraggler(ahead)) return undefined;
    const isSame = before !== undefined && isSamePress(before, key, ahead);
    this.#newest = { timestamp, key, isEnded: event.isEnd || (isSame && ahead === 0 && before.isEnded) };
    return isSame ? undefined : key;
  }
}

function isStraggler(ahead: number): boolean {
  const behind = 0x1_0000_0000 - ahead;
  return ahead > 0x8000_0000 && behind <= STRAGGLER_MAX;
}

function isSamePress(before: { key: string; isEnded: boolean }, key: string, ahead: number): boolean {
  if (ahead === 0) return true;
  if (before.key !== key) return false;
  return ahead <= SAME_PRESS_MAX || (!before.isEnded && Math.abs(ahead - SEGMENT) <= SAME_PRESS_MAX);
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
