import type { HotdeskContext } from '#server/hotdesk/context.ts';
import type { Result } from '#server/ports/result.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SendHttps } from './https.ts';
import { createPace } from './pace.ts';
import type { RpsProvider } from './provider.ts';
import { type ProviderWorld, providerOf } from './providers-of-accounts.ts';
import { lease, type RpsAccountRow } from './queue.ts';
import type { RpsError } from './rps-error.ts';

type Deps = ProviderWorld & { holder: string; scheduler: Scheduler };
type Made = { updatedAtMs: number; provider: Result<RpsProvider, RpsError> };

export const nameOf = ({ tenantId, provider }: Pick<RpsAccountRow, 'tenantId' | 'provider'>): string =>
  `${tenantId} ${provider}`;

/** The providers of accounts, each with its pace and what it has been let in with, until the account changes. */
export class AccountProviders {
  readonly #deps: Deps;
  readonly #made = new Map<string, Made>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  of(ctx: HotdeskContext, account: RpsAccountRow): Result<RpsProvider, RpsError> {
    const updatedAtMs = account.updatedAt.getTime();
    const known = this.#made.get(nameOf(account));
    if (known?.updatedAtMs === updatedAtMs) return known.provider;
    const provider = providerOf(ctx, account, { ...this.#deps, send: this.#sendFor(ctx, account) });
    this.#made.set(nameOf(account), { updatedAtMs, provider });
    return provider;
  }

  /** At the account's pace, and with the account kept for this process as long as it calls. */
  #sendFor(ctx: HotdeskContext, { provider, callsPerMinute }: RpsAccountRow): SendHttps {
    const { scheduler, holder, send } = this.#deps;
    const pace = createPace({ callsPerMinute, clock: ctx.clock, scheduler });
    return async (request) => {
      await pace();
      await lease(ctx, provider, holder);
      return send(request);
    };
  }
}
