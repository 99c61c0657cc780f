import type { PromptId, PromptLanguage } from '#server/media/prompts/catalogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Random } from '#server/ports/random.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { bodyText } from '#server/sip/message/message.ts';
import {
  type AudioCapabilities,
  type NegotiatedAudio,
  negotiateAudio,
  offerAudio,
} from '#server/sip/sdp/answer.ts';
import { parseSdp } from '#server/sip/sdp/parse.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';
import { type KeyWay, KeyWays } from './key-ways.ts';
import type { CallMedia, MediaPort } from './media.ts';
import type { OwnAddress } from './own-address.ts';
import { schemeOf } from './way-to-phone.ts';

export type VoiceCallDeps = {
  /** Lets the engine do something; see `SipStack.run`. */
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  media: MediaPort;
  clock: Clock;
  own: OwnAddress;
  random: Random;
};

/** What the one who talks with the caller is told. */
export type VoiceCallUser = {
  /** The caller can hear now. */
  answered(): void;
  digit(digit: string): void;
  hungUp(): void;
  /** Nothing of the call is left. */
  ended(): void;
};

/** Key and salt of SRTP. */
const MASTER_KEY_BYTES = 30;
/** In our own offer; of another's, its order decides. */
const CODECS = ['PCMU', 'PCMA', 'G722'] as const;

type Prepared =
  | { readonly is: 'ready'; readonly sdp: string }
  | { readonly is: 'impossible'; readonly status: number }
  | { readonly is: 'gone' };

/** A call that Perch itself answers: the SIP side and the voice side as one. */
export class VoiceCall {
  readonly sip: AnsweredCall;
  /** What prompts are said in from now on. */
  language: PromptLanguage;
  readonly #deps: VoiceCallDeps;
  readonly #user: VoiceCallUser;
  /** Where we take media: of the family that the caller takes its own in. */
  readonly #address: string;
  #media: CallMedia | undefined;
  readonly #keyWays = new KeyWays();
  #hasEvents = false;
  /** The same in the whole call: a new one would begin its streams anew. */
  readonly #masterKey: string;
  #sdpVersion = 0;
  #hasBegun = false;
  #isEnded = false;

  constructor(
    deps: VoiceCallDeps,
    args: {
      engine: SipEngine;
      transaction: ServerTransaction;
      language: PromptLanguage;
      user: VoiceCallUser;
    },
  ) {
    this.#deps = deps;
    this.#masterKey = Buffer.from(deps.random.bytes(MASTER_KEY_BYTES)).toString('base64');
    this.#user = args.user;
    this.language = args.language;
    const { request, flow } = args.transaction;
    this.#address = deps.own.forMedia(flow, audioAddressOf(bodyText(request)));
    this.sip = new AnsweredCall({
      engine: args.engine,
      transaction: args.transaction,
      contact: deps.own.contact(flow, schemeOf(request)),
      user: {
        digit: (digit) => this.#keyed(digit, 'info'),
        offer: (sdp) => this.#answerTo(sdp),
        ownOffer: () => this.#ownOffer(),
        answer: (sdp) => this.#takeAnswer(sdp),
        hungUp: () => {
          args.user.hungUp();
          void this.#end();
        },
        byeAnswered: () => void this.#end(),
      },
    });
  }

  /**
   * Answers with audio, or refuses what it cannot speak. Who made no offer gets ours, and is talked to when the answer
   * has come in the ACK (RFC 3261 13.3.1.4).
   */
  async answer(transaction: ServerTransaction): Promise<void> {
    const prepared = await this.#prepare(transaction);
    if (prepared.is === 'gone') return;
    if (prepared.is === 'impossible') return this.#refuse(prepared.status);
    this.#deps.run((_, nowMs) => this.sip.accept(prepared.sdp, nowMs));
    if (this.sip.isOver) return this.#end();
    if (transaction.request.body.length > 0) this.#begin();
  }

  /** Refuses with this status, and says why before it. Whom nothing can be said to only gets the status. */
  async refuse(transaction: ServerTransaction, status: number, why: readonly PromptId[]): Promise<void> {
    const { body, headers } = transaction.request;
    // RFC 3262 3: what it hears before would have to be acknowledged.
    if (body.length === 0 || headers.includes('Require', '100rel')) return this.#refuse(status);
    const prepared = await this.#prepare(transaction);
    if (prepared.is === 'gone') return;
    if (prepared.is === 'ready') {
      this.#deps.run((_, nowMs) => this.sip.progress(prepared.sdp, nowMs));
      await this.say(why);
    }
    this.#refuse(status);
  }

  /** Media, and our answer or offer. */
  async #prepare(transaction: ServerTransaction): Promise<Prepared> {
    if (this.sip.isOver) return { is: 'gone' };
    const offer = bodyText(transaction.request);
    if (offer !== '' && parseSdp(offer) === undefined) return { is: 'impossible', status: 488 };
    try {
      const callId = transaction.request.headers.get('Call-ID') ?? '';
      this.#media = await this.#deps.media.open({ callId, isIpv6: this.#address.includes(':') });
    } catch {
      return { is: 'impossible', status: 503 };
    }
    // The caller may have given up meanwhile.
    if (this.sip.isOver) {
      await this.#end();
      return { is: 'gone' };
    }
    this.#media.onDigit((digit) => this.#keyed(digit, this.#hasEvents ? 'event' : 'tone'));
    this.#media.onSilent(() => this.#isSilent());
    const sdp = offer === '' ? this.#ownOffer() : this.#answerTo(offer);
    return sdp === undefined ? { is: 'impossible', status: 488 } : { is: 'ready', sdp };
  }

  /** Says prompts; resolves when they have been said or something else is being said. */
  async say(prompts: readonly PromptId[]): Promise<'finished' | 'stopped'> {
    return (await this.#media?.play(prompts, this.language)) ?? 'stopped';
  }

  beSilent(): void {
    this.#media?.stop();
  }

  hangUp(): void {
    this.#deps.run((_, nowMs) => this.sip.hangUp(nowMs));
  }

  /** A phone that was unplugged says no BYE. */
  #isSilent(): void {
    this.#user.hungUp();
    this.hangUp();
  }

  #keyed(digit: string, way: KeyWay): void {
    if (this.#keyWays.isPress(digit, way, this.#deps.clock.nowMs())) this.#user.digit(digit);
  }

  #refuse(status: number): void {
    this.#deps.run((_, nowMs) => this.sip.reject(status, nowMs));
    void this.#end();
  }

  /** The answer to an offer, with media going where it says; undefined for what we cannot speak. */
  #answerTo(sdp: string): string | undefined {
    return this.#agreeOn(sdp)?.answer;
  }

  #ownOffer(): string | undefined {
    const own = this.#capabilities();
    return own && offerAudio(own);
  }

  /** The answer to our offer says where media goes. */
  #takeAnswer(sdp: string): boolean {
    const isAgreed = this.#agreeOn(sdp) !== undefined;
    if (isAgreed) this.#begin();
    return isAgreed;
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#user.answered();
  }

  #agreeOn(sdp: string): NegotiatedAudio | undefined {
    const remote = parseSdp(sdp);
    const own = this.#capabilities();
    const negotiated = remote && own && negotiateAudio(remote, own);
    if (!negotiated?.ok) return undefined;
    const { answer: _, telephoneEventPayloadType, srtp, ...agreed } = negotiated.value;
    this.#hasEvents = telephoneEventPayloadType !== undefined;
    this.#media?.start({
      ...agreed,
      ...(telephoneEventPayloadType === undefined ? {} : { telephoneEventPayloadType }),
      ...(srtp === undefined ? {} : { srtp }),
    });
    return negotiated.value;
  }

  #capabilities(): AudioCapabilities | undefined {
    if (this.#media === undefined) return undefined;
    this.#sdpVersion += 1;
    const { localPort: port } = this.#media;
    const address = this.#address;
    return {
      ...{ codecs: CODECS, address, port, sessionId: String(port), version: this.#sdpVersion },
      masterKey: this.#masterKey,
    };
  }

  async #end(): Promise<void> {
    const media = this.#media;
    this.#media = undefined;
    await media?.close();
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#user.ended();
  }
}

const audioAddressOf = (sdp: string): string | undefined =>
  parseSdp(sdp)?.media.find(({ audio }) => audio !== undefined)?.audio?.address;
