import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import type { SipDesk } from '#server/hotdesk/sip-directory.ts';
import { type PromptId, type PromptLanguage, spokenLanguage } from '#server/media/prompts/catalogue.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { contextOf } from './context-of.ts';
import type { DeskCalls } from './desk-calls.ts';
import type { Directory } from './directory.ts';
import { LogInCall } from './log-in-call.ts';
import { VoiceCall, type VoiceCallDeps, type VoiceCallUser } from './voice-call.ts';

export type FeatureCallsDeps = {
  hotdesk: HotdeskDeps;
  directory: Directory;
  deskCalls: DeskCalls;
  voice: VoiceCallDeps;
  scheduler: Scheduler;
  log: Log;
};

export type IncomingFeatureCall = { engine: SipEngine; transaction: ServerTransaction; desk: SipDesk };

const CALLS_A_DESK = 2;

/** The calls to dial codes: Perch answers them itself. */
export class FeatureCalls {
  readonly #deps: FeatureCallsDeps;
  readonly #open = new Map<VoiceCall, DeskId>();

  constructor(deps: FeatureCallsDeps) {
    this.#deps = deps;
  }

  /** `*70`, with or without an extension. */
  async logIn(incoming: IncomingFeatureCall, extension: string | null): Promise<void> {
    const { directory, scheduler, log } = this.#deps;
    const { desk } = incoming;
    const dialogue = new LogInCall({
      ctx: contextOf(this.#deps.hotdesk, incoming),
      deskId: desk.deskId,
      extension,
      pinLengthMax: directory.settings(desk.tenantId).pinLengthMax,
      languageOf: (dialled) => this.#languageOf(desk, dialled),
      isOccupiedByAnother: (userId) => {
        const occupant = directory.desk(desk.deskId)?.occupant;
        return occupant !== undefined && occupant !== null && occupant.userId !== userId;
      },
      scheduler,
      log,
    });
    const call: VoiceCall = this.#begin(incoming, {
      answered: () => dialogue.start(call),
      digit: (digit) => dialogue.input({ is: 'digit', digit }),
      hungUp: () => dialogue.input({ is: 'hung-up' }),
      ended() {},
    });
    await call.answer(incoming.transaction);
  }

  /**
   * `*71`: first done, then said. Whoever hangs up meanwhile is answered 487 and logged out all the same: the code
   * was dialled to its last digit, and what was begun is not left half done.
   */
  async logOut(incoming: IncomingFeatureCall): Promise<void> {
    const ctx = contextOf(this.#deps.hotdesk, incoming);
    let prompt: PromptId = 'logged-out';
    const call = this.#speaker(incoming, () => [prompt]);
    const { desk } = incoming;
    if (desk.occupant !== null)
      call.language = this.#languageOf(desk, desk.occupant.extension) ?? call.language;
    try {
      await logOut({ ctx, input: { deskId: incoming.desk.deskId } });
    } catch (error) {
      prompt = this.#promptForFailedLogOut(error);
    }
    await call.answer(incoming.transaction);
  }

  /** Answers, says this, and hangs up. */
  async say(incoming: IncomingFeatureCall, prompts: readonly PromptId[]): Promise<void> {
    await this.#speaker(incoming, () => prompts).answer(incoming.transaction);
  }

  /** The same for a call that has come to nothing elsewhere: nobody waits for what becomes of it. */
  sayInstead(incoming: IncomingFeatureCall, prompts: readonly PromptId[]): void {
    this.#quietly(this.say(incoming, prompts));
  }

  refuseInstead(incoming: IncomingFeatureCall, status: number, why: PromptId): void {
    this.#quietly(this.refuse(incoming, status, why));
  }

  #quietly(work: Promise<void>): void {
    work.catch((error: unknown) =>
      this.#deps.log.error('a call could not be told why', { error: reasonOf(error) }),
    );
  }

  /** Refuses a call, and says why: a phone that has so many calls already is only refused. */
  async refuse(incoming: IncomingFeatureCall, status: number, why: PromptId): Promise<void> {
    const { transaction, desk } = incoming;
    if (this.isTooMany(desk.deskId))
      return this.#deps.voice.run((_, nowMs) => transaction.reply(status, nowMs));
    const call = this.#begin(incoming, { answered() {}, digit() {}, hungUp() {}, ended() {} });
    await call.refuse(transaction, status, [why]);
  }

  #speaker(incoming: IncomingFeatureCall, prompts: () => readonly PromptId[]): VoiceCall {
    const speak = async (): Promise<void> => {
      await call.say(prompts());
      call.hangUp();
    };
    const call: VoiceCall = this.#begin(incoming, {
      answered: () => void speak(),
      digit() {},
      hungUp() {},
      ended() {},
    });
    return call;
  }

  callOf(request: SipRequest): VoiceCall | undefined {
    for (const call of this.#open.keys()) if (call.sip.owns(request)) return call;
    return undefined;
  }

  /** A phone has few lines; more calls than that from one desk are somebody's program, and each takes a port. */
  isTooMany(deskId: DeskId): boolean {
    return [...this.#open.values()].filter((one) => one === deskId).length >= CALLS_A_DESK;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Tells everybody who is still in a call that it is over. */
  hangUpAll(): void {
    for (const call of this.#open.keys()) call.hangUp();
  }

  #begin({ engine, transaction, desk }: IncomingFeatureCall, user: VoiceCallUser): VoiceCall {
    const { deskCalls, voice, directory } = this.#deps;
    const callId = transaction.request.headers.get('Call-ID') ?? '';
    deskCalls.begin(desk.deskId, callId, 'initiator');
    const call: VoiceCall = new VoiceCall(voice, {
      engine,
      transaction,
      language: spokenLanguage(directory.settings(desk.tenantId).language),
      user: {
        ...user,
        answered: () => {
          deskCalls.reach(desk.deskId, callId, 'confirmed');
          user.answered();
        },
        ended: () => {
          this.#open.delete(call);
          deskCalls.end(desk.deskId, callId);
          user.ended();
        },
      },
    });
    this.#open.set(call, desk.deskId);
    return call;
  }

  /** A user who has chosen no language hears the tenant's. */
  #languageOf({ tenantId }: SipDesk, extension: string): PromptLanguage | undefined {
    const { directory } = this.#deps;
    const user = directory.userByExtension(tenantId, extension);
    return user && spokenLanguage(user.language ?? directory.settings(tenantId).language);
  }

  #promptForFailedLogOut(error: unknown): PromptId {
    if (error instanceof HotdeskError && error.code === 'not_logged_in') return 'nobody-logged-in';
    this.#deps.log.error('a log-out by dial code failed', { error: reasonOf(error) });
    return 'not-possible-now';
  }
}
