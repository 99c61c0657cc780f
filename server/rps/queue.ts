import { and, asc, eq, exists, isNull, lte, or, type SQL } from 'drizzle-orm';
import { desks, rpsAccounts, rpsEntries } from '#db/schema/index.ts';
import type { HotdeskContext, HotdeskDeps } from '#server/hotdesk/context.ts';
import { isAccount } from '#server/hotdesk/rps/accounts.ts';

export type RpsAccountRow = typeof rpsAccounts.$inferSelect;
export type RpsEntryRow = typeof rpsEntries.$inferSelect;
export type DeskRow = typeof desks.$inferSelect;

/** What is to be done with one phone; `desk` is where it stands now. */
export type RpsJob = { entry: RpsEntryRow; desk: DeskRow | null };

/** Longer than a call takes. */
export const LEASE_MS = 60_000;

type Deps = Pick<HotdeskDeps, 'db' | 'clock'>;

/** Accounts that may be called now and have something to do. */
export function accountsWithWork({ db, clock }: Deps): Promise<RpsAccountRow[]> {
  const at = new Date(clock.nowMs());
  const isTheirs = and(
    eq(rpsEntries.tenantId, rpsAccounts.tenantId),
    eq(rpsEntries.provider, rpsAccounts.provider),
  );
  const work = db
    .select({ mac: rpsEntries.mac })
    .from(rpsEntries)
    .where(and(isTheirs, isDue(at)));
  return db
    .select()
    .from(rpsAccounts)
    .where(and(isPast(at), exists(work)));
}

/** Takes an account for `holder` alone, or keeps it. False where another process has it, or it is gone. */
export async function lease(ctx: HotdeskContext, provider: string, holder: string): Promise<boolean> {
  const nowMs = ctx.clock.nowMs();
  const isFree = or(
    isNull(rpsAccounts.leasedUntil),
    lte(rpsAccounts.leasedUntil, new Date(nowMs)),
    eq(rpsAccounts.leasedBy, holder),
  );
  const rows = await ctx.db
    .update(rpsAccounts)
    .set({ leasedBy: holder, leasedUntil: new Date(nowMs + LEASE_MS) })
    .where(and(isAccount(ctx, provider), isFree))
    .returning({ provider: rpsAccounts.provider });
  return rows.length > 0;
}

/** Lets go of all that `holder` has. */
export async function endLeases({ db }: Pick<HotdeskDeps, 'db'>, holder: string): Promise<void> {
  await db
    .update(rpsAccounts)
    .set({ leasedBy: null, leasedUntil: null })
    .where(eq(rpsAccounts.leasedBy, holder));
}

/** The account as it is now, unless it is gone or wants to be left alone. */
export async function readAccount(ctx: HotdeskContext, provider: string): Promise<RpsAccountRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(rpsAccounts)
    .where(and(isAccount(ctx, provider), isPast(new Date(ctx.clock.nowMs()))));
  return row;
}

/** What has been due longest. */
export async function nextJob(ctx: HotdeskContext, provider: string): Promise<RpsJob | undefined> {
  const isPhoneOfDesk = and(
    eq(desks.tenantId, rpsEntries.tenantId),
    eq(desks.mac, rpsEntries.mac),
    isNull(desks.releasedAt),
  );
  const [row] = await ctx.db
    .select({ entry: rpsEntries, desk: desks })
    .from(rpsEntries)
    .leftJoin(desks, isPhoneOfDesk)
    .where(
      and(
        eq(rpsEntries.tenantId, ctx.tenantId),
        eq(rpsEntries.provider, provider),
        isDue(new Date(ctx.clock.nowMs())),
      ),
    )
    .orderBy(asc(rpsEntries.dueAt))
    .limit(1);
  return row;
}

const isDue = (at: Date): SQL | undefined => lte(rpsEntries.dueAt, at);
const isPast = (at: Date): SQL | undefined =>
  or(isNull(rpsAccounts.pausedUntil), lte(rpsAccounts.pausedUntil, at));
