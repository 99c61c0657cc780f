import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { LEASE_MS, lease } from './queue.ts';

/** An account that this process works for, alone. */
export class AccountLease {
  readonly #ctx: HotdeskContext;
  readonly #provider: string;
  readonly #holder: string;
  #keptUntilMs = Number.NEGATIVE_INFINITY;

  constructor(ctx: HotdeskContext, { provider, holder }: { provider: string; holder: string }) {
    this.#ctx = ctx;
    this.#provider = provider;
    this.#holder = holder;
  }

  /** Takes it, or goes on to hold it. False where another process has it, or it is gone. */
  async keep(): Promise<boolean> {
    const nowMs = this.#ctx.clock.nowMs();
    // More than half of it is left.
    if (nowMs < this.#keptUntilMs - LEASE_MS / 2) return true;
    const isOurs = await lease(this.#ctx, this.#provider, this.#holder);
    this.#keptUntilMs = isOurs ? nowMs + LEASE_MS : Number.NEGATIVE_INFINITY;
    return isOurs;
  }
}
