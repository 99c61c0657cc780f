import type { HotdeskContext, HotdeskDeps } from '#server/hotdesk/context.ts';
import type { Links } from '#server/hotdesk/desk-view.ts';
import type { TenantId } from '#server/hotdesk/ids.ts';
import { noteRpsTest } from '#server/hotdesk/rps/accounts.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { AccountProviders, nameOf } from './account-providers.ts';
import { noteFailed, pauseAccount, refuseAccount } from './outcomes.ts';
import type { RpsProvider } from './provider.ts';
import type { ProviderWorld } from './providers-of-accounts.ts';
import {
  accountsWithWork,
  endLeases,
  nextJob,
  type RpsAccountRow,
  type RpsJob,
  readAccount,
} from './queue.ts';
import { afterFailure } from './retry.ts';
import type { RpsError } from './rps-error.ts';
import { workOnEntry } from './work-on-entry.ts';

export type RpsWorker = {
  /** Does all that is due now. */
  look(): Promise<void>;
  /** Something may be to be done. */
  lookSoon(): void;
  stop(): Promise<void>;
};

export type RpsWorkerDeps = ProviderWorld & {
  hotdesk: HotdeskDeps;
  links: Pick<Links, 'phonesUrl'>;
  /** Names this process: no other one works for an account while this one does. */
  holder: string;
  scheduler: Scheduler;
  log: Log;
};

/** What nobody announced (time has passed) is found this late at the most. */
const LOOK_EVERY_MS = 5_000;
/** Wishes come in crowds. */
const LOOK_AFTER_MS = 100;
const STOP_WITHIN_MS = 2_000;

/**
 * Writes to the makers' services what desks want there: for each account one phone after the other, at the account's pace. What is
 * wanted and how far it came is in rows, so that a restart goes on where it was.
 */
export function createRpsWorker(deps: RpsWorkerDeps): RpsWorker {
  const { hotdesk, scheduler, log } = deps;
  const providers = new AccountProviders(deps);
  const running = new Map<string, Promise<void>>();
  let isStopped = false;
  let dueAtMs = Number.POSITIVE_INFINITY;
  let stopWaiting: () => void = () => {};

  const look = async (): Promise<void> => {
    dueAtMs = Number.POSITIVE_INFINITY;
    try {
      waitFor(LOOK_EVERY_MS);
      const accounts = await accountsWithWork(hotdesk);
      await Promise.all(accounts.map(begin));
    } catch (error) {
      log.warn('redirection services could not be looked after', { error: reasonOf(error) });
    }
  };
  const begin = (account: RpsAccountRow): Promise<void> => {
    const name = nameOf(account);
    const begun = running.get(name);
    if (begun !== undefined || isStopped) return begun ?? Promise.resolve();
    const work = drain(deps, { account, providers, isStopped: () => isStopped })
      .catch((error: unknown) =>
        log.warn('phones could not be redirected', { provider: account.provider, error: reasonOf(error) }),
      )
      .finally(() => running.delete(name));
    running.set(name, work);
    return work;
  };
  const waitFor = (delayMs: number): void => {
    const atMs = hotdesk.clock.nowMs() + delayMs;
    if (isStopped || dueAtMs <= atMs) return;
    stopWaiting();
    dueAtMs = atMs;
    stopWaiting = scheduler.after(delayMs, () => void look());
  };
  waitFor(LOOK_AFTER_MS);
  return {
    look,
    lookSoon: () => waitFor(LOOK_AFTER_MS),
    async stop() {
      isStopped = true;
      stopWaiting();
      const patience = new Promise<void>((resolve) => scheduler.after(STOP_WITHIN_MS, resolve));
      await Promise.race([Promise.all(running.values()), patience]);
      await endLeases(hotdesk, deps.holder);
    },
  };
}

type Drain = { account: RpsAccountRow; providers: AccountProviders; isStopped(): boolean };

/** One phone after the other, as long as something is due, the account stands as it was, and nobody else has it. */
async function drain(deps: RpsWorkerDeps, { account, providers, isStopped }: Drain): Promise<void> {
  const { provider: id, updatedAt } = account;
  const ctx = contextOf(deps, account);
  const { lease, provider } = providers.of(ctx, account);
  while (!isStopped() && (await lease.keep())) {
    const now = await readAccount(ctx, id);
    if (now === undefined || now.updatedAt.getTime() !== updatedAt.getTime()) return;
    const job = await nextJob(ctx, id);
    if (job === undefined) return;
    if (!provider.ok) {
      await noteRpsTest(ctx, id, provider.error.code);
      return refuseAccount(ctx, id);
    }
    await workOn(deps, { ctx, account: now, provider: provider.value, job });
  }
}

type Work = { ctx: HotdeskContext; account: RpsAccountRow; provider: RpsProvider; job: RpsJob };

async function workOn({ links, log }: RpsWorkerDeps, work: Work): Promise<void> {
  const { ctx, account, job } = work;
  const done = await workOnEntry({ ...work, links, isDryRun: account.isDryRun });
  if (!done.ok) await weigh(work, done.error);
  else if (account.testError !== null) await noteRpsTest(ctx, account.provider, null);
  const { mac, provider: id, wanted, task } = job.entry;
  const outcome = done.ok ? 'done' : done.error.code;
  log.info('a phone was looked after at its redirection service', {
    mac,
    provider: id,
    wanted,
    task,
    outcome,
  });
}

async function weigh({ ctx, account, job: { entry } }: Work, error: RpsError): Promise<void> {
  const wasRefused = account.testError === 'auth_failed';
  const after = afterFailure(error, { attempts: entry.attempts + 1, wasRefused }, ctx.random);
  if (error.code === 'auth_failed') await noteRpsTest(ctx, entry.provider, error.code);
  if (after.account === 'refused') return refuseAccount(ctx, entry.provider);
  await noteFailed(ctx, { entry, error, after });
  if (after.account !== 'goes-on') await pauseAccount(ctx, entry.provider, after.account.pauseMs);
}

function contextOf({ hotdesk }: RpsWorkerDeps, { tenantId }: RpsAccountRow): HotdeskContext {
  const actor = { kind: 'system', job: 'rps', label: 'Perch', door: 'system', source: 'rps' } as const;
  return { ...hotdesk, tenantId: tenantId as TenantId, actor };
}
