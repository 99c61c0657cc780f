import { eq, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { desks, phones } from '#db/schema/index.ts';
import { type HotdeskContext, now } from './context.ts';
import type { DeskRow } from './desks.ts';

/** The coarsest clock in a phone's file: Fanvil's version counts tenths of a second. */
const STEP = sql`interval '100 milliseconds'`;

/** Now, or one step after what was there: two changes in one moment differ, whichever way the clock is set. */
export const datedAfter = (ctx: Pick<HotdeskContext, 'clock'>, last: AnyPgColumn | SQL): SQL =>
  sql`greatest(${now(ctx).toISOString()}::timestamptz, ${last} + ${STEP})`;

/** A MAC that was entered and never heard of may have been mistyped: it does not stay anybody's. */
const NOBODYS_IF_UNHEARD = sql`case when ${phones.pnp} is null and ${phones.ip} is null then null else ${phones.tenantId} end`;

/** Its phone leaves: it has had no file that is dated later than this desk's last one. */
export async function leaveDesk(ctx: HotdeskContext, desk: Pick<DeskRow, 'id' | 'mac'>): Promise<void> {
  const versionAt = sql`(select ${desks.versionAt} from ${desks} where ${desks.id} = ${desk.id})`;
  await ctx.db
    .update(phones)
    .set({ versionAt, tenantId: NOBODYS_IF_UNHEARD })
    .where(eq(phones.mac, desk.mac));
}

/** A phone comes from another desk, and takes only what is dated after what it was told there. */
export async function dateAfterLastDesk(ctx: HotdeskContext, deskId: string, last: Date): Promise<void> {
  const afterLast = datedAfter(ctx, sql`${last.toISOString()}::timestamptz`);
  await ctx.db
    .update(desks)
    .set({ versionAt: sql`greatest(${desks.versionAt}, ${afterLast})` })
    .where(eq(desks.id, deskId));
}
