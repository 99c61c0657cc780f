import { encodeG711, type Law, silence } from './g711.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { eventOfKey, pressKey, serializeTelephoneEvent } from './telephone-event.ts';

/** What goes out in one direction: prompts, keys, and silence between them, so that the stream never stops. */
export type VoiceFormat = {
  readonly law: Law;
  readonly payloadType: number;
  readonly telephoneEventPayloadType: number | undefined;
  readonly ptimeMs: number;
};

type Sound = { readonly samples: Int16Array; at: number };
type Key = { readonly packets: ReturnType<typeof pressKey>; at: number; timestamp: number };

const KEY_MS = 120;
const KEY_GAP_MS = 80;

/** One stream of RTP packets: sequence and timestamp run on through sound, keys and silence. */
export class VoiceStream {
  readonly #format: VoiceFormat;
  readonly #ssrc: number;
  #sequence: number;
  #timestamp: number;
  #isFirst = true;
  #sounds: Sound[] = [];
  #keys: Key[] = [];
  #gapTicks = 0;
  #owedMs = 0;

  constructor(format: VoiceFormat, start: { ssrc: number; sequence: number; timestamp: number }) {
    this.#format = format;
    this.#ssrc = start.ssrc;
    this.#sequence = start.sequence;
    this.#timestamp = start.timestamp;
  }

  /** Sounds in the place of what is being said. */
  play(sounds: readonly Int16Array[]): void {
    this.#sounds = sounds.map((samples) => ({ samples, at: 0 }));
  }

  stop(): void {
    this.#sounds = [];
  }

  get isPlaying(): boolean {
    return this.#sounds.length > 0;
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
    this.#timestamp = (this.#timestamp + this.#samplesATick) >>> 0;
    this.#isFirst = false;
    return packet;
  }

  get #samplesATick(): number {
    return this.#format.ptimeMs * 8;
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
      payload: this.#takeSamples(),
    };
  }

  #takeSamples(): Uint8Array {
    const length = this.#samplesATick;
    const sound = this.#sounds[0];
    if (sound === undefined) return new Uint8Array(length).fill(silence[this.#format.law]);
    const samples = new Int16Array(length);
    samples.set(sound.samples.subarray(sound.at, sound.at + length));
    sound.at += length;
    if (sound.at >= sound.samples.length) this.#sounds.shift();
    return encodeG711(samples, this.#format.law);
  }
}
