import type { HotdeskDeps } from './hotdesk/context.ts';
import {
  dropUpdates,
  failOverdue,
  finishUpdates,
  restartUnasked,
} from './hotdesk/firmware/follow-updates.ts';
import { tellPhones } from './hotdesk/firmware/tell-phones.ts';
import { hasFirmwareToRollOut } from './hotdesk/firmware/withdraw-updates.ts';
import type { KnowMakes } from './hotdesk/phone-evidence.ts';
import { type Log, reasonOf } from './ports/log.ts';
import type { Scheduler } from './ports/scheduler.ts';

export type FirmwareWorker = {
  /** Something has happened by which more can be done. */
  lookSoon(): void;
  stop(): Promise<void>;
};

type Deps = { hotdesk: HotdeskDeps; scheduler: Scheduler; knowMakes: KnowMakes; log: Log };

/** What nobody announced (time has passed) is found this late at the most. */
const LOOK_EVERY_MS = 10_000;
/** Events come in crowds. */
const LOOK_AFTER_MS = 500;

/**
 * Brings firmware to the phones that shall have it: it follows those that were told until they have it or have failed, and tells the
 * next. Where it stands is in rows, so that a restart goes on where it was.
 */
export function createFirmwareWorker({ hotdesk, scheduler, knowMakes, log }: Deps): FirmwareWorker {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let dueAtMs = Number.POSITIVE_INFINITY;
  let stopWaiting: () => void = () => {};

  const step = async (): Promise<void> => {
    if (!(await hasFirmwareToRollOut(hotdesk))) return;
    await dropUpdates(hotdesk);
    await finishUpdates(hotdesk);
    await failOverdue(hotdesk);
    await restartUnasked(hotdesk, knowMakes);
    const told = await tellPhones(hotdesk);
    if (told > 0) log.info('phones were told of firmware', { told });
  };
  const look = (): void => {
    dueAtMs = Number.POSITIVE_INFINITY;
    running = running
      .then(step)
      .catch((error: unknown) => log.warn('firmware could not be rolled out', { error: reasonOf(error) }))
      .then(() => waitFor(LOOK_EVERY_MS));
  };
  const waitFor = (delayMs: number): void => {
    const atMs = hotdesk.clock.nowMs() + delayMs;
    if (isStopped || dueAtMs <= atMs) return;
    stopWaiting();
    dueAtMs = atMs;
    stopWaiting = scheduler.after(delayMs, look);
  };
  waitFor(LOOK_AFTER_MS);
  return {
    lookSoon: () => waitFor(LOOK_AFTER_MS),
    async stop() {
      isStopped = true;
      stopWaiting();
      await running;
    },
  };
}
