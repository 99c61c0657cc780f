import { checkPin } from '#server/hotdesk/check-pin.ts';
import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { logInVerified } from '#server/hotdesk/log-in.ts';
import type { PromptLanguage } from '#server/media/prompts/catalogue.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { LogInDialogue, LogInInput, LogInOutput, LogInPrompt, LogInStep } from './log-in-dialogue.ts';
import { startLogIn, stepLogIn } from './log-in-dialogue.ts';
import type { VoiceCall } from './voice-call.ts';

type Args = {
  ctx: HotdeskContext;
  deskId: DeskId;
  /** What was dialled after the code; null = it is asked for. */
  extension: string | null;
  pinLengthMax: number;
  /** What a user's prompts are said in; undefined = nobody has this extension. */
  languageOf(extension: string): PromptLanguage | undefined;
  /** Whether somebody is logged in at this desk, apart from this user. */
  isOccupiedByAnother(userId: string): boolean;
  scheduler: Scheduler;
  log: Log;
};

/** Joins the dialogue of a *70 call with the voice, the keys and the verbs. */
export class LogInCall {
  readonly #args: Args;
  #call: VoiceCall | undefined;
  #state: LogInDialogue | undefined;
  #userId: string | undefined;
  #stopWaiting: () => void = () => {};
  /** Which prompt is being said: the end of one that was cut short says nothing. */
  #saying = 0;

  constructor(args: Args) {
    this.#args = args;
  }

  start(call: VoiceCall): void {
    this.#call = call;
    this.#take(startLogIn(this.#args.extension));
  }

  input(input: LogInInput): void {
    if (this.#state === undefined) return;
    const { pinLengthMax, ctx } = this.#args;
    this.#take(stepLogIn(this.#state, input, { nowMs: ctx.clock.nowMs(), pinLengthMax }));
  }

  #take({ state, outputs, deadlineMs }: LogInStep): void {
    this.#state = state;
    this.#stopWaiting();
    if (state.at === 'pin') this.#speakTo(state.extension);
    for (const output of outputs) this.#perform(output);
    if (deadlineMs === undefined) return;
    const waitMs = deadlineMs - this.#args.ctx.clock.nowMs();
    this.#stopWaiting = this.#args.scheduler.after(waitMs, () => this.input({ is: 'deadline' }));
  }

  #speakTo(extension: string): void {
    const language = this.#args.languageOf(extension);
    if (this.#call !== undefined && language !== undefined) this.#call.language = language;
  }

  #perform(output: LogInOutput): void {
    switch (output.do) {
      case 'say':
        return void this.#say(output.prompt);
      case 'be-silent':
        this.#saying += 1;
        return this.#call?.beSilent();
      case 'verify':
        return void this.#verify(output.extension, output.pin);
      case 'switch':
        return void this.#switch(output.takeOver);
      case 'hang-up':
        return this.#call?.hangUp();
    }
  }

  async #say(prompt: LogInPrompt): Promise<void> {
    this.#saying += 1;
    const own = this.#saying;
    await this.#call?.say([prompt]);
    if (own === this.#saying) this.input({ is: 'said' });
  }

  async #verify(extension: string, pin: string): Promise<void> {
    const { ctx, deskId } = this.#args;
    try {
      const user = await checkPin({ ctx, input: { extension, pin, deskId } });
      this.#userId = user.id;
      this.input({
        is: 'verified',
        outcome: 'right',
        deskIsOccupied: this.#args.isOccupiedByAnother(user.id),
      });
    } catch (error) {
      this.input({ is: 'verified', outcome: this.#outcomeOf(error), deskIsOccupied: false });
    }
  }

  async #switch(takeOver: boolean): Promise<void> {
    const { ctx, deskId } = this.#args;
    try {
      const input = { deskId, userId: this.#userId ?? '', takeOver, via: 'dial' as const };
      const { leftDeskIds } = await logInVerified({ ctx, input });
      this.input({
        is: 'switched',
        outcome: leftDeskIds.length === 0 ? 'here' : 'here-and-left-another-desk',
      });
    } catch (error) {
      this.#outcomeOf(error);
      this.input({ is: 'switched', outcome: 'trouble' });
    }
  }

  #outcomeOf(error: unknown): 'wrong' | 'locked' | 'trouble' {
    if (error instanceof HotdeskError && error.code === 'wrong_pin') return 'wrong';
    if (error instanceof HotdeskError && error.code === 'locked') return 'locked';
    this.#args.log.error('a log-in by dial code failed', {
      deskId: this.#args.deskId,
      error: reasonOf(error),
    });
    return 'trouble';
  }
}
