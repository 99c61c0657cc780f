import { joinSamples } from '#server/media/join-samples.ts';
import type { Media, MediaHandle } from '#server/media/media-client.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { bodyText, type SipRequest } from '#server/sip/message/message.ts';
import { negotiateAudio, offerAudio } from '#server/sip/sdp/answer.ts';
import { parseSdp } from '#server/sip/sdp/parse.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { DigestClient, type SipAccount } from '#server/sip/uac/digest-client.ts';
import { OutgoingCall } from '#server/sip/uac/outgoing-call.ts';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';

export type CallState = 'calling' | 'ringing' | 'talking' | 'over';

/** What a call needs of its phone. */
export type PhoneLine = {
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  flow: Flow;
  account: SipAccount;
  /** `"Name" <sip:101@host>` */
  from: string;
  contact: string;
  address: string;
  media: Media;
  changed(): void;
};

type Side = {
  owns(request: SipRequest): boolean;
  receive(tx: ServerTransaction, nowMs: number): void;
  hangUp(nowMs: number): void;
  ack(ack: SipRequest, nowMs: number): void;
};

/** One call of a simulated phone, placed or taken: signalling and sound. */
export class PhoneCall {
  readonly #line: PhoneLine;
  readonly #waiting: Array<{ state: CallState; resolve(): void }> = [];
  #state: CallState = 'calling';
  #side: Side | undefined;
  #media: MediaHandle | undefined;
  readonly #pieces: Int16Array[] = [];
  /** The final status of a call that was placed: 200 after a BYE. */
  status: number | undefined;
  /** Who calls, as the network asserts it. */
  identity: string | undefined;

  private constructor(line: PhoneLine) {
    this.#line = line;
  }

  /** Places a call. */
  static async place(line: PhoneLine, target: string): Promise<PhoneCall> {
    const call = new PhoneCall(line);
    const media = await line.media.open({ callId: target });
    call.#media = media;
    const own = {
      codecs: ['PCMA', 'PCMU'] as const,
      address: line.address,
      port: media.localPort,
      sessionId: '1',
      version: 1,
    };
    line.run((engine, nowMs) => {
      const digest = new DigestClient(engine, line.account);
      call.#side = new OutgoingCall({
        engine,
        digest,
        flow: line.flow,
        target,
        from: line.from,
        contact: line.contact,
        sdp: offerAudio(own),
        nowMs,
        user: {
          ringing: () => call.#move('ringing'),
          answered: (sdp) => call.#talk(sdp),
          ended: (status) => {
            call.status = status;
            call.#over();
          },
        },
      });
    });
    return call;
  }

  /** A call that comes in: it rings until `answer`. */
  static ring(line: PhoneLine, transaction: ServerTransaction): PhoneCall {
    const call = new PhoneCall(line);
    call.#state = 'ringing';
    call.identity =
      transaction.request.headers.get('P-Asserted-Identity') ?? transaction.request.headers.get('From');
    line.run((engine, nowMs) => {
      const side = new AnsweredCall({
        engine,
        transaction,
        contact: line.contact,
        user: {
          digit() {},
          offer: () => undefined,
          hungUp: () => call.#over(),
          byeAnswered: () => call.#over(),
        },
      });
      call.#side = side;
      call.#answer = async () => {
        const media = await line.media.open({ callId: 'incoming' });
        call.#media = media;
        const offer = parseSdp(bodyText(transaction.request));
        const own = {
          codecs: ['PCMA', 'PCMU'] as const,
          address: line.address,
          port: media.localPort,
          sessionId: '1',
          version: 1,
        };
        const agreed = offer && negotiateAudio(offer, own);
        if (!agreed?.ok) return line.run((_, atMs) => side.reject(488, atMs));
        const { answer, telephoneEventPayloadType, srtp: _, ...settings } = agreed.value;
        media.start({
          ...settings,
          ...(telephoneEventPayloadType === undefined ? {} : { telephoneEventPayloadType }),
        });
        media.record();
        line.run((_, atMs) => side.accept(answer, atMs));
        call.#move('talking');
      };
      side.ring(nowMs);
    });
    return call;
  }

  #answer: () => Promise<void> = async () => {};

  get state(): CallState {
    return this.#state;
  }

  answer(): Promise<void> {
    return this.#answer();
  }

  /** Resolves when the call gets there, or is over. */
  until(state: CallState): Promise<void> {
    if (this.#state === state || this.#state === 'over') return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ state, resolve }));
  }

  async press(keys: string): Promise<void> {
    await this.#media?.press(keys);
  }

  /** What was heard since the last time it was asked for, as 8 kHz samples; hearing goes on. */
  async heard(): Promise<Int16Array> {
    if (this.#state === 'over') return new Int16Array(0);
    const samples = (await this.#media?.takeRecording()) ?? new Int16Array(0);
    this.#media?.record();
    this.#pieces.push(samples);
    return samples;
  }

  /** Everything that was heard from the beginning, also after the end. */
  async recording(): Promise<Int16Array> {
    await this.heard();
    return joinSamples(this.#pieces);
  }

  hangUp(): void {
    this.#line.run((_, nowMs) => this.#side?.hangUp(nowMs));
  }

  owns(request: SipRequest): boolean {
    return this.#side?.owns(request) ?? false;
  }

  receive(transaction: ServerTransaction, nowMs: number): void {
    this.#side?.receive(transaction, nowMs);
  }

  ack(ack: SipRequest, nowMs: number): void {
    this.#side?.ack(ack, nowMs);
  }

  #talk(sdp: string): void {
    const audio = parseSdp(sdp)?.media[0]?.audio;
    const codec = audio?.formats.find(({ name }) => name === 'PCMA' || name === 'PCMU');
    if (audio === undefined || codec === undefined || this.#media === undefined) return this.hangUp();
    const events = audio.formats.find(({ name }) => name === 'TELEPHONE-EVENT');
    this.#media.start({
      remote: { address: audio.address, port: audio.port },
      codec: { name: codec.name as 'PCMA' | 'PCMU', payloadType: codec.payloadType },
      ...(events === undefined ? {} : { telephoneEventPayloadType: events.payloadType }),
      ptimeMs: 20,
      direction: 'sendrecv',
    });
    this.#media.record();
    this.#move('talking');
  }

  #over(): void {
    if (this.#state === 'over') return;
    this.#move('over');
    void this.#keepAndClose();
  }

  async #keepAndClose(): Promise<void> {
    if (this.#media === undefined) return;
    this.#pieces.push(await this.#media.takeRecording());
    await this.#media.close();
  }

  #move(state: CallState): void {
    this.#state = state;
    for (const waiting of [...this.#waiting]) {
      if (waiting.state !== state && state !== 'over') continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve();
    }
    this.#line.changed();
  }
}
