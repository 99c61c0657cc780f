import type { PromptId } from '#server/media/prompts/catalogue.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { bodyText } from '#server/sip/message/message.ts';
import { negotiateAudio } from '#server/sip/sdp/answer.ts';
import { parseSdp } from '#server/sip/sdp/parse.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';
import type { CallMedia, MediaPort } from './media.ts';

export type VoiceCallDeps = {
  /** Lets the engine do something; see `SipStack.run`. */
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  media: MediaPort;
  clock: Clock;
  /** Our address in SDP and Contact. */
  sipHost: string;
  contact: string;
};

/** What the one who talks with the caller is told. */
export type VoiceCallUser = {
  answered(): void;
  digit(digit: string): void;
  hungUp(): void;
  /** Nothing of the call is left. */
  ended(): void;
};

/** A call that Perch itself answers: the SIP side and the voice side as one. */
export class VoiceCall {
  readonly sip: AnsweredCall;
  readonly #deps: VoiceCallDeps;
  readonly #user: VoiceCallUser;
  #media: CallMedia | undefined;
  #sdpVersion = 0;
  #isEnded = false;

  constructor(
    deps: VoiceCallDeps,
    args: { engine: SipEngine; transaction: ServerTransaction; user: VoiceCallUser },
  ) {
    this.#deps = deps;
    this.#user = args.user;
    this.sip = new AnsweredCall({
      engine: args.engine,
      transaction: args.transaction,
      contact: deps.contact,
      user: {
        digit: (digit) => args.user.digit(digit),
        offer: (sdp) => this.#answerTo(sdp),
        hungUp: () => {
          args.user.hungUp();
          void this.#end();
        },
        byeAnswered: () => void this.#end(),
      },
    });
  }

  /** Answers with audio, or refuses what it cannot speak. */
  async answer(transaction: ServerTransaction): Promise<void> {
    const offer = bodyText(transaction.request);
    if (parseSdp(offer) === undefined) return this.#refuse(488);
    try {
      this.#media = await this.#deps.media.open({ callId: transaction.request.headers.get('Call-ID') ?? '' });
    } catch {
      return this.#refuse(503);
    }
    this.#media.onDigit((digit) => this.#user.digit(digit));
    const sdp = this.#answerTo(offer);
    if (sdp === undefined) return this.#refuse(488);
    this.#deps.run((_, nowMs) => this.sip.accept(sdp, nowMs));
    if (this.sip.isOver) return this.#end();
    this.#user.answered();
  }

  /** Says prompts; resolves when they have been said or something else is being said. */
  async say(prompts: readonly PromptId[]): Promise<'finished' | 'stopped'> {
    return (await this.#media?.play(prompts)) ?? 'stopped';
  }

  beSilent(): void {
    this.#media?.stop();
  }

  hangUp(): void {
    this.#deps.run((_, nowMs) => this.sip.hangUp(nowMs));
  }

  #refuse(status: number): void {
    this.#deps.run((_, nowMs) => this.sip.reject(status, nowMs));
    void this.#end();
  }

  /** The answer to an offer, with media going where it says; undefined for what we cannot speak. */
  #answerTo(sdp: string): string | undefined {
    const offer = parseSdp(sdp);
    if (offer === undefined || this.#media === undefined) return undefined;
    this.#sdpVersion += 1;
    const negotiated = negotiateAudio(offer, {
      codecs: ['PCMU', 'PCMA'],
      address: this.#deps.sipHost,
      port: this.#media.localPort,
      sessionId: String(this.#media.localPort),
      version: this.#sdpVersion,
    });
    if (!negotiated.ok) return undefined;
    const { answer, telephoneEventPayloadType, ...agreed } = negotiated.value;
    this.#media.start({
      ...agreed,
      ...(telephoneEventPayloadType === undefined ? {} : { telephoneEventPayloadType }),
    });
    return answer;
  }

  async #end(): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    await this.#media?.close();
    this.#user.ended();
  }
}
