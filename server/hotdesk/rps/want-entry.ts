import { and, eq, sql } from 'drizzle-orm';
import { type desks, rpsAccounts, rpsEntries } from '#db/schema/index.ts';
import { type HotdeskContext, now } from '../context.ts';
import { writeEvent } from '../events.ts';
import type { MacAddress } from '../ids.ts';
import { MANUAL, providersOf, type RpsProviderId } from './providers.ts';

type DeskRow = typeof desks.$inferSelect;

/**
 * Brings what is wanted of the redirection services in step with a desk that changes from `before` to `after` (undefined: there was
 * none, it is removed). To be called in the transaction of the change: what is wanted is stored with it or not at all.
 */
export async function followDesk(
  ctx: HotdeskContext,
  { before, after }: { before?: DeskRow | undefined; after?: DeskRow | undefined },
): Promise<void> {
  const was = before?.provisioning === 'rps' ? before : undefined;
  const is = after?.provisioning === 'rps' ? after : undefined;
  if (was !== undefined && was.mac !== is?.mac) await wantReleased(ctx, was.mac);
  if (is !== undefined && (was === undefined || isTold(was, is))) await wantAssigned(ctx, [is]);
}

/** The same for desks that are new. */
export const followNewDesks = (ctx: HotdeskContext, rows: readonly DeskRow[]): Promise<void> =>
  wantAssigned(
    ctx,
    rows.filter(({ provisioning }) => provisioning === 'rps'),
  );

const TOLD = ['mac', 'vendor', 'serial', 'configToken'] as const;
const isTold = (was: DeskRow, is: DeskRow): boolean => TOLD.some((field) => was[field] !== is[field]);

/** The tenant's preferred account for a maker's phones. */
export const chooseProvider = async (ctx: HotdeskContext, vendor: string) =>
  (await providerChooser(ctx))(vendor);

async function providerChooser({ db, tenantId }: HotdeskContext) {
  const rows = await db
    .select({ provider: rpsAccounts.provider })
    .from(rpsAccounts)
    .where(eq(rpsAccounts.tenantId, tenantId));
  return (vendor: string): RpsProviderId | typeof MANUAL =>
    providersOf(vendor).find((id) => rows.some(({ provider }) => provider === id)) ?? MANUAL;
}

async function wantAssigned(ctx: HotdeskContext, wanted: readonly DeskRow[]): Promise<void> {
  if (wanted.length === 0) return;
  const choose = await providerChooser(ctx);
  const entries = wanted.map(({ mac, vendor, displayName }) => {
    const provider = choose(vendor);
    const wish = { provider, vendor, label: displayName, wanted: 'assigned' as const };
    const anew = { ...beginning(ctx, provider), mayReplace: false, releasedBy: null };
    return { ...{ tenantId: ctx.tenantId, mac }, ...wish, ...anew };
  });
  const isAnotherService = sql`${rpsEntries.provider} <> excluded.provider`;
  const unlessAnother = (column: typeof rpsEntries.sentUrl | typeof rpsEntries.assignedAt) =>
    sql`case when ${isAnotherService} then null else ${column} end`;
  await ctx.db
    .insert(rpsEntries)
    .values(entries)
    .onConflictDoUpdate({
      target: [rpsEntries.tenantId, rpsEntries.mac],
      set: {
        ...asGiven(entries),
        revision: NEXT_REVISION,
        sentUrl: unlessAnother(rpsEntries.sentUrl),
        assignedAt: unlessAnother(rpsEntries.assignedAt),
      },
    });
  await tellOfEntries(ctx, entries);
}

/** Of rows of which some are there already: they are as they were given, by their names in the database. */
function asGiven([given]: readonly Partial<typeof rpsEntries.$inferInsert>[]) {
  const names = Object.keys(given ?? {}) as (keyof typeof rpsEntries.$inferInsert)[];
  return Object.fromEntries(names.map((name) => [name, sql.raw(`excluded.${rpsEntries[name].name}`)]));
}

/** An entry that nobody has ever tried to write needs no call to be gone. */
async function wantReleased(ctx: HotdeskContext, mac: string): Promise<void> {
  const isUntouched = sql`${rpsEntries.sentUrl} is null`;
  const [row] = await ctx.db
    .update(rpsEntries)
    .set({
      ...fromTheBeginning(ctx),
      wanted: 'released',
      revision: NEXT_REVISION,
      state: sql`case when ${isUntouched} then 'released' else 'pending' end`,
      dueAt: sql`case when ${isUntouched} then null else ${now(ctx).toISOString()}::timestamptz end`,
      releasedBy: ctx.actor.label,
    })
    .where(
      and(eq(rpsEntries.tenantId, ctx.tenantId), eq(rpsEntries.mac, mac), eq(rpsEntries.wanted, 'assigned')),
    )
    .returning({ mac: rpsEntries.mac });
  if (row !== undefined) await tellOfEntry(ctx, mac);
}

/** For an update by which something else is wanted, or the same anew. */
export const NEXT_REVISION = sql<number>`${rpsEntries.revision} + 1`;

/** A wish that nothing has been tried for: for the worker, or for people where there is no account. */
export const beginning = (ctx: HotdeskContext, provider: string) =>
  provider === MANUAL ? { ...fromTheBeginning(ctx), state: 'manual' as const, dueAt: null } : pending(ctx);

/** The worker begins with it now. */
export const pending = (ctx: HotdeskContext) => ({
  ...fromTheBeginning(ctx),
  ...{ state: 'pending' as const, dueAt: now(ctx) },
});

function fromTheBeginning(ctx: HotdeskContext) {
  const nothing = { errorCode: null, vendorCode: null, foundKind: null, foundUrl: null };
  return { ...nothing, task: 'write' as const, attempts: 0, stateAt: now(ctx) };
}

export const tellOfEntry = (ctx: HotdeskContext, mac: string | null): Promise<number> =>
  writeEvent(ctx, { type: 'rps', tenantId: ctx.tenantId, mac: mac as MacAddress | null });

/** Who shows more than that asks for all of it at once anyway. */
const TOLD_ONE_BY_ONE = 20;

/** Of a few each, of many that they are many. */
export async function tellOfEntries(ctx: HotdeskContext, entries: readonly { mac: string }[]): Promise<void> {
  if (entries.length > TOLD_ONE_BY_ONE) await tellOfEntry(ctx, null);
  else for (const { mac } of entries) await tellOfEntry(ctx, mac);
}
