import { BYTES_A_MS, type CodecName, SILENCE } from './codec.ts';
import type { Sound } from './encoded-sound.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { eventOfKey, pressKey, serializeTelephoneEvent } from './telephone-event.ts';

/** What goes out in one direction: prompts, keys, and silence between them, so that the stream never stops. */
export type VoiceFormat = {
  readonly codec: CodecName;
  readonly payloadType: number;
  readonly telephoneEventPayloadType: number | undefined;
  readonly ptimeMs: number;
};

type Key = { readonly packets: ReturnType<typeof pressKey>; at: number; timestamp: number };

const KEY_MS = 120;
const KEY_GAP_MS = 80;

/** One stream of RTP packets: sequence and timestamp run on through sound, keys and silence. */
export class VoiceStream {
  readonly #format: VoiceFormat;
  readonly #silence: Uint8Array;
  readonly #ssrc: number;
  #sequence: number;
  #timestamp: number;
  #isFirst = true;
  #sound: Sound | undefined;
  #saidBytes = 0;
  #keys: Key[] = [];
  #gapTicks = 0;
  #owedMs = 0;

  constructor(format: VoiceFormat, start: { ssrc: number; sequence: number; timestamp: number }) {
    this.#format = format;
    this.#silence = new Uint8Array(format.ptimeMs * BYTES_A_MS).fill(SILENCE[format.codec]);
    this.#ssrc = start.ssrc;
    this.#sequence = start.sequence;
    this.#timestamp = start.timestamp;
  }

  /** A sound, encoded as the format says, in the place of what is being said. */
  play(sound: Sound, fromByte = 0): void {
    this.#sound = fromByte < sound.length ? sound : undefined;
    this.#saidBytes = fromByte;
  }

  stop(): void {
    this.#sound = undefined;
  }

  get isPlaying(): boolean {
    return this.#sound !== undefined;
  }

  /** How much of the sound has been said. */
  get saidBytes(): number {
    return this.#saidBytes;
  }

  get isPressing(): boolean {
    return this.#keys.length > 0;
  }

  press(keys: string): void {
    const { ptimeMs, telephoneEventPayloadType } = this.#format;
    if (telephoneEventPayloadType === undefined) return;
    for (const key of keys) {
      if (eventOfKey(key) === undefined) continue;
      this.#keys.push({ packets: pressKey({ key, durationMs: KEY_MS, ptimeMs }), at: 0, timestamp: 0 });
    }
  }

  /** The packets that are due when so much more time has passed: packets need not be as long as ticks. */
  after(elapsedMs: number): RtpPacket[] {
    const packets: RtpPacket[] = [];
    for (
      this.#owedMs += elapsedMs;
      this.#owedMs >= this.#format.ptimeMs;
      this.#owedMs -= this.#format.ptimeMs
    )
      packets.push(this.#next());
    return packets;
  }

  #next(): RtpPacket {
    const packet = this.#nextKey() ?? this.#nextSound();
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + this.#silence.length) >>> 0;
    this.#isFirst = false;
    return packet;
  }

  #nextKey(): RtpPacket | undefined {
    const key = this.#keys[0];
    const { telephoneEventPayloadType: payloadType } = this.#format;
    if (key === undefined || payloadType === undefined) return undefined;
    if (this.#gapTicks > 0) {
      this.#gapTicks -= 1;
      return undefined;
    }
    const packet = key.packets[key.at];
    if (key.at === 0) key.timestamp = this.#timestamp;
    key.at += 1;
    if (key.at >= key.packets.length) {
      this.#keys.shift();
      this.#gapTicks = Math.ceil(KEY_GAP_MS / this.#format.ptimeMs);
    }
    if (packet === undefined) return undefined;
    const payload = serializeTelephoneEvent(packet.event);
    return {
      payloadType,
      marker: packet.marker,
      sequence: this.#sequence,
      timestamp: key.timestamp,
      ssrc: this.#ssrc,
      payload,
    };
  }

  #nextSound(): RtpPacket {
    return {
      payloadType: this.#format.payloadType,
      marker: this.#isFirst,
      sequence: this.#sequence,
      timestamp: this.#timestamp,
      ssrc: this.#ssrc,
      payload: this.#takeSound(),
    };
  }

  #takeSound(): Uint8Array {
    const sound = this.#sound;
    if (sound === undefined) return this.#silence;
    const payload = sound.slice(this.#saidBytes, this.#saidBytes + this.#silence.length);
    this.#saidBytes += payload.length;
    if (this.#saidBytes >= sound.length) this.#sound = undefined;
    if (payload.length === this.#silence.length) return payload;
    const filledUp = this.#silence.slice();
    filledUp.set(payload);
    return filledUp;
  }
}
