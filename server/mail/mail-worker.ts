import type { Db } from '#server/hotdesk/context.ts';
import type { Clock } from '#server/ports/clock.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { claimMail, type MailJob, markFailed, markSent } from './mail-queue.ts';
import type { MailSender } from './smtp-sender.ts';

export type MailWorker = {
  /** Sends what is due. Resolves when nothing more is. */
  look(): Promise<void>;
  stop(): Promise<void>;
};

type Deps = { db: Db; clock: Clock; scheduler: Scheduler; sender: MailSender; log: Log };

/** What nobody announced, and what is due again, is found this late at the most. */
const POLL_MS = 5_000;
/** Less than a claim lasts, so that no two processes send the same at once. */
const SEND_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 2_000;

/** Sends the mails that verbs wrote, each once: again only where a process died between sending and saying so. */
export function createMailWorker(deps: Deps): MailWorker {
  const { scheduler, log } = deps;
  let running: Promise<void> | undefined;
  let isAgainWanted = false;
  let isStopped = false;
  let stopPolling: () => void = () => {};

  const sendAllDue = async (): Promise<void> => {
    try {
      while (isAgainWanted && !isStopped) {
        isAgainWanted = false;
        while (!isStopped && (await sendNext(deps)));
      }
    } catch (error) {
      log.warn('mails could not be looked for', { error: reasonOf(error) });
    } finally {
      running = undefined;
    }
  };
  const look = (): Promise<void> => {
    isAgainWanted = true;
    running ??= sendAllDue();
    return running;
  };
  const pollLater = (): void => {
    stopPolling = scheduler.after(POLL_MS, () => {
      pollLater();
      void look();
    });
  };
  pollLater();
  return {
    look,
    async stop() {
      isStopped = true;
      stopPolling();
      const patience = new Promise<void>((resolve) => scheduler.after(STOP_WITHIN_MS, resolve));
      await Promise.race([running, patience]);
    },
  };
}

/** Whether there was one. */
async function sendNext(deps: Deps): Promise<boolean> {
  const job = await claimMail(deps);
  if (job === undefined) return false;
  try {
    const { refused } = await within(deps.scheduler, deps.sender.send(toMail(job)));
    const error = refused.length === 0 ? null : `not accepted: ${refused.join(', ')}`;
    if (error !== null) deps.log.warn('a mail did not reach everybody', { mail: job.id, error });
    await markSent(deps, job, error);
  } catch (error) {
    const isTriedAgain = await markFailed(deps, job, reasonOf(error));
    deps.log.warn('a mail was not sent', { mail: job.id, error: reasonOf(error), isTriedAgain });
  }
  return true;
}

function toMail({ id, recipients, subject, body, createdAt }: MailJob) {
  return { messageId: `perch-${createdAt.getTime()}-${id}`, recipients, subject, body, at: createdAt };
}

async function within<T>(scheduler: Scheduler, work: Promise<T>): Promise<T> {
  let callOff: () => void = () => {};
  const late = new Promise<never>((_, reject) => {
    callOff = scheduler.after(SEND_WITHIN_MS, () => reject(new Error('the mail server took too long')));
  });
  return Promise.race([work, late]).finally(() => callOff());
}
