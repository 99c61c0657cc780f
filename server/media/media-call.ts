import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { type CodecName, Hearing } from './codec.ts';
import type { Sound } from './encoded-sound.ts';
import { joinSamples } from './join-samples.ts';
import { MediaSecurity } from './media-security.ts';
import type { StreamSettings } from './protocol.ts';
import { parseRtp, type RtpPacket, serializeRtp } from './rtp-packet.ts';
import { DtmfReceiver } from './telephone-event.ts';
import { ToneReceiver } from './tone-receiver.ts';
import { VoiceStream } from './voice-stream.ts';

/** What is being said, in whatever codec the call has by then. */
type Playing = { readonly serial: number; soundIn(codec: CodecName): Sound };

export type MediaCallUser = {
  digit(digit: string): void;
  /** Nothing has come for `silenceMsMax`, though the peer is to send. */
  silent(): void;
  played(playing: number): void;
  pressed(pressing: number): void;
  counted(what: 'sent' | 'received'): void;
};

type Endpoint = StreamSettings['remote'];
type MediaPlace = { readonly port: number; readonly address: string; readonly silenceMsMax: number };

/** A call's socket and its two directions, in the media thread. `tick` is called every 20 ms. */
export class MediaCall {
  readonly port: number;
  readonly #socket: Socket;
  readonly #user: MediaCallUser;
  readonly #dtmf = new DtmfReceiver();
  readonly #tones = new ToneReceiver();
  readonly #security = new MediaSecurity();
  #stream: VoiceStream | undefined;
  #hearing = new Hearing('PCMU');
  #settings: StreamSettings | undefined;
  #playing: Playing | undefined;
  #pressing: number | undefined;
  #hasLatched = false;
  readonly #silenceMsMax: number;
  #silentMs = 0;
  #recording: Int16Array[] | undefined;

  static async open(place: MediaPlace, user: MediaCallUser): Promise<MediaCall> {
    const { port, address } = place;
    // Of IPv4 the kernel wants no word about IPv6: EINVAL.
    const socket = address.includes(':')
      ? createSocket({ type: 'udp6', ipv6Only: true, lookup: asItIs })
      : createSocket({ type: 'udp4', lookup: asItIs });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, address, () => {
        socket.off('error', reject);
        resolve();
      });
    });
    return new MediaCall(place, socket, user);
  }

  private constructor({ port, silenceMsMax }: MediaPlace, socket: Socket, user: MediaCallUser) {
    this.port = port;
    this.#silenceMsMax = silenceMsMax;
    this.#socket = socket;
    this.#user = user;
    // What a peer's machine says of a closed port (ICMP) is no error of ours.
    socket.on('error', () => {});
    socket.on('message', (bytes, from) => this.#received(bytes, from));
  }

  /**
   * Begins, or goes on as a new offer wants it: the stream's numbers run on unless its coding changes. What is being
   * said goes on in the new one: in all of them a byte is as long.
   */
  start(settings: StreamSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    this.#hasLatched = false;
    this.#silentMs = 0;
    const isSameCoding =
      before?.codec.name === settings.codec.name &&
      before.codec.payloadType === settings.codec.payloadType &&
      before.telephoneEventPayloadType === settings.telephoneEventPayloadType &&
      before.ptimeMs === settings.ptimeMs &&
      before.srtp?.suite === settings.srtp?.suite &&
      before.srtp?.ownKey === settings.srtp?.ownKey;
    this.#security.agree(settings.srtp);
    if (this.#stream !== undefined && isSameCoding) return;
    const start = { ssrc: random32(), sequence: random32() & 0xffff, timestamp: random32() };
    const { codec, telephoneEventPayloadType, ptimeMs } = settings;
    this.#hearing = new Hearing(codec.name);
    const format = { codec: codec.name, payloadType: codec.payloadType, telephoneEventPayloadType, ptimeMs };
    const saidBytes = this.#stream?.saidBytes;
    this.#stream = new VoiceStream(format, start);
    if (this.#playing !== undefined) this.#stream.play(this.#playing.soundIn(codec.name), saidBytes);
  }

  play(playing: Playing): void {
    this.#playing = playing;
    if (this.#settings !== undefined) this.#stream?.play(playing.soundIn(this.#settings.codec.name));
  }

  stop(): void {
    this.#playing = undefined;
    this.#stream?.stop();
  }

  press(pressing: number, keys: string): void {
    this.#pressing = pressing;
    this.#stream?.press(keys);
  }

  record(): void {
    this.#recording = [];
  }

  takeRecording(): Int16Array {
    const pieces = this.#recording ?? [];
    this.#recording = undefined;
    return joinSamples(pieces);
  }

  /** @param tickMs how often this is called */
  tick(tickMs: number): void {
    const { settings, stream } = { settings: this.#settings, stream: this.#stream };
    if (settings === undefined || stream === undefined) return;
    const isHeard = settings.direction === 'sendrecv' || settings.direction === 'sendonly';
    for (const packet of stream.after(tickMs)) if (isHeard) this.#send(packet, settings);
    this.#tellWhatIsDone(stream);
    this.#listenForLife(settings, tickMs);
  }

  /** Who holds the call may be silent, whatever else was agreed. */
  #listenForLife({ direction }: StreamSettings, tickMs: number): void {
    const isDue = this.#silentMs < this.#silenceMsMax;
    this.#silentMs = direction === 'sendrecv' ? this.#silentMs + tickMs : 0;
    if (isDue && this.#silentMs >= this.#silenceMsMax) this.#user.silent();
  }

  #send(packet: RtpPacket, { remote }: StreamSettings): void {
    this.#socket.send(this.#security.protect(serializeRtp(packet)), remote.port, remote.address);
    this.#user.counted('sent');
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #tellWhatIsDone(stream: VoiceStream): void {
    if (this.#playing !== undefined && !stream.isPlaying) {
      this.#user.played(this.#playing.serial);
      this.#playing = undefined;
    }
    if (this.#pressing !== undefined && !stream.isPressing) {
      this.#user.pressed(this.#pressing);
      this.#pressing = undefined;
    }
  }

  #received(bytes: Uint8Array, from: Endpoint): void {
    const settings = this.#settings;
    const clear = this.#security.unprotect(bytes);
    const packet = clear && parseRtp(clear);
    if (settings === undefined || packet === undefined) return;
    const isEvent = packet.payloadType === settings.telephoneEventPayloadType;
    const isAgreed = isEvent || packet.payloadType === settings.codec.payloadType;
    if (isAgreed ? !this.#latch(from, settings) : !isSameEndpoint(from, settings.remote)) return;
    // Comfort noise, for one, is a sign of life.
    this.#silentMs = 0;
    if (!isAgreed) return;
    this.#user.counted('received');
    if (isEvent) {
      const digit = this.#dtmf.receive(packet);
      if (digit !== undefined) this.#user.digit(digit);
    } else this.#heard(packet, settings);
  }

  /** A phone that has named no telephone-event has only tones for its keys. */
  #heard({ payload }: RtpPacket, { telephoneEventPayloadType }: StreamSettings): void {
    const hasTones = telephoneEventPayloadType === undefined;
    if (!hasTones && this.#recording === undefined) return;
    const samples = this.#hearing.hear(payload);
    this.#recording?.push(samples);
    if (hasTones) for (const key of this.#tones.receive(samples)) this.#user.digit(key);
  }

  /**
   * Symmetric RTP (RFC 4961): behind a NAT the packets come from elsewhere than SDP says. The first fitting packet
   * decides, once; after that nobody else is listened to.
   */
  #latch(from: Endpoint, settings: StreamSettings): boolean {
    if (!this.#hasLatched) {
      this.#hasLatched = true;
      settings.remote = { address: from.address, port: from.port };
      return true;
    }
    return isSameEndpoint(from, settings.remote);
  }
}

const isSameEndpoint = (one: Endpoint, other: Endpoint): boolean =>
  one.address === other.address && one.port === other.port;

/** SDP has addresses; looking one up would cost each packet a turn of the loop, and a name would ask the DNS. */
function asItIs(
  address: string,
  _: unknown,
  done: (error: null, address: string, family: number) => void,
): void {
  done(null, address, address.includes(':') ? 6 : 4);
}

const random32 = (): number => randomBytes(4).readUInt32BE();
