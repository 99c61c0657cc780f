import type { HotdeskContext } from '#server/hotdesk/context.ts';
import type { Result } from '#server/ports/result.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { AccountLease } from './account-lease.ts';
import type { SendHttps } from './https.ts';
import { createPace } from './pace.ts';
import type { RpsProvider } from './provider.ts';
import { type ProviderWorld, providerOf } from './providers-of-accounts.ts';
import type { RpsAccountRow } from './queue.ts';
import type { RpsError } from './rps-error.ts';

type Deps = ProviderWorld & { holder: string; scheduler: Scheduler };
/** An account that is worked for: its provider, and that nobody else works for it. */
export type AtWork = { lease: AccountLease; provider: Result<RpsProvider, RpsError> };
type Made = AtWork & { updatedAtMs: number };

type Sending = { account: RpsAccountRow; lease: AccountLease };

export const nameOf = ({ tenantId, provider }: Pick<RpsAccountRow, 'tenantId' | 'provider'>): string =>
  `${tenantId} ${provider}`;

/** The providers of accounts, each with its pace and what it has been let in with, until the account changes. */
export class AccountProviders {
  readonly #deps: Deps;
  readonly #made = new Map<string, Made>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  of(ctx: HotdeskContext, account: RpsAccountRow): AtWork {
    const updatedAtMs = account.updatedAt.getTime();
    const known = this.#made.get(nameOf(account));
    if (known?.updatedAtMs === updatedAtMs) return known;
    const lease = new AccountLease(ctx, { provider: account.provider, holder: this.#deps.holder });
    const send = this.#sendFor(ctx, { account, lease });
    const provider = providerOf(ctx, account, { ...this.#deps, send });
    const made = { updatedAtMs, lease, provider };
    this.#made.set(nameOf(account), made);
    return made;
  }

  /** At the account's pace, and with the account kept for this process as long as it calls. */
  #sendFor({ clock }: HotdeskContext, { account, lease }: Sending): SendHttps {
    const { scheduler, send } = this.#deps;
    const pace = createPace({ callsPerMinute: account.callsPerMinute, clock, scheduler });
    return async (request) => {
      await pace();
      await lease.keep();
      return send(request);
    };
  }
}
