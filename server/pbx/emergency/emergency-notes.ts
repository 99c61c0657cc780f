import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import {
  type EmergencyOutcome,
  noteEmergencyCall,
  noteEmergencyOutcome,
} from '#server/hotdesk/note-emergency-call.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

type Deps = { scheduler: Scheduler; log: Log };
type Called = { deskId: string; number: string; isTest: boolean; outcome: EmergencyOutcome };

const AGAIN_MS = 5_000;
const TRIES_MAX = 720;

/**
 * What is written down of one call for help. The call does not wait for it; while the database is away it is tried
 * again for an hour.
 */
export class EmergencyNote {
  readonly #deps: Deps;
  readonly #ctx: HotdeskContext;
  readonly #called: Promise<number | undefined>;
  #outcome: EmergencyOutcome;

  constructor(deps: Deps, ctx: HotdeskContext, called: Called) {
    this.#deps = deps;
    this.#ctx = ctx;
    this.#outcome = called.outcome;
    this.#called = this.#keepTrying(async () => {
      const { emergencyCallId } = await noteEmergencyCall({ ctx, input: called });
      return emergencyCallId;
    });
  }

  /** @param gateway the name of the one that took it */
  async cameTo(outcome: EmergencyOutcome, gateway: string | null): Promise<void> {
    if (this.#outcome === outcome) return;
    this.#outcome = outcome;
    const emergencyCallId = await this.#called;
    if (emergencyCallId === undefined) return;
    const input = { emergencyCallId, outcome, gateway };
    await this.#keepTrying(() => noteEmergencyOutcome({ ctx: this.#ctx, input }));
  }

  /** The caller hung up. Whom nobody had answered yet got no help. */
  async givenUp(): Promise<void> {
    if (this.#outcome === 'calling') await this.cameTo('failed', null);
  }

  async #keepTrying<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
      try {
        return await work();
      } catch (error) {
        this.#deps.log.error('an emergency call is not written down yet', { error: reasonOf(error) });
        // The desk is no more.
        if (error instanceof HotdeskError) return undefined;
      }
      await new Promise<void>((resolve) => this.#deps.scheduler.after(AGAIN_MS, resolve));
    }
    return undefined;
  }
}
