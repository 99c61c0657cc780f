import type { Env } from './env.ts';
import { createFirmwareWorker } from './firmware-worker.ts';
import type { HotdeskDeps } from './hotdesk/context.ts';
import { createMailWorker } from './mail/mail-worker.ts';
import { createSmtpSender } from './mail/smtp-sender.ts';
import type { Outbox } from './outbox.ts';
import type { Log } from './ports/log.ts';
import { randomToken, systemRandom } from './ports/random.ts';
import { systemScheduler } from './ports/scheduler.ts';
import { makeFacts } from './provisioning/make-facts.ts';
import type { ProviderWorld } from './rps/providers-of-accounts.ts';
import { createRpsWorker } from './rps/worker.ts';

export type Worker = { stop(): Promise<void> };

type Parts = { env: Env; hotdesk: HotdeskDeps; outbox: Outbox; log: Log; rps: ProviderWorld };

/** What goes on by itself: firmware, redirection services, mail. */
export function startWorkers(parts: Parts): Worker[] {
  return [startFirmware(parts), startRps(parts), ...startMail(parts)];
}

function startFirmware({ hotdesk, outbox, log }: Parts): Worker {
  const worker = createFirmwareWorker({
    hotdesk,
    scheduler: systemScheduler,
    knowMakes: makeFacts,
    log,
  });
  outbox.subscribe(() => worker.lookSoon());
  return worker;
}

function startRps({ env, hotdesk, outbox, log, rps }: Parts): Worker {
  const worker = createRpsWorker({
    ...rps,
    hotdesk,
    links: { phonesUrl: env.provisioningUrl },
    // The embedded database has one process, which after a crash need not wait for itself.
    holder: hotdesk.transactionsOverlap ? randomToken(systemRandom, 20) : 'the only one',
    scheduler: systemScheduler,
    log,
  });
  outbox.subscribe(({ type }) => {
    if (type === 'rps') worker.lookSoon();
  });
  return worker;
}

function startMail({ env, hotdesk, outbox, log }: Parts): Worker[] {
  if (env.mail === undefined) return [];
  const sender = createSmtpSender(env.mail);
  const worker = createMailWorker({ ...hotdesk, scheduler: systemScheduler, sender, log });
  outbox.subscribe(({ type }) => {
    if (type === 'emergency') void worker.look();
  });
  void worker.look();
  return [worker];
}
