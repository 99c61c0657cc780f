import { and, desc, isNotNull, isNull, sql } from 'drizzle-orm';
import { installation, phones } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type Db, type HotdeskContext, inTransaction, now } from './context.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import type { MacAddress } from './ids.ts';
import { organisationName } from './overview.ts';
import { hasSeveralTenants } from './phones-to-see.ts';

/** How long phones of nobody that start show a code, and how long ago one may have started that is told at once. */
export const CODES_SHOWN_MS = 15 * 60_000;
const TOLD_AT_ONCE_MAX = 200;

/** How phones come to this tenant. */
export type Claiming = {
  /** Whether phones of nobody must be claimed: there are other tenants. */
  needed: boolean;
  /** Until when those that start show a code; null = they do not. ISO 8601. */
  codesUntil: string | null;
};

export async function claiming({ ctx }: { ctx: HotdeskContext }): Promise<Claiming> {
  const until = await codesUntil(ctx.db);
  const isOpen = until !== null && until > now(ctx);
  return { needed: await hasSeveralTenants(ctx.db), codesUntil: isOpen ? until.toISOString() : null };
}

/** Until when phones of nobody that ask are told to show a code. */
export async function codesUntil(db: Db): Promise<Date | null> {
  const [row] = await db.select({ until: installation.codesUntil }).from(installation);
  return row?.until ?? null;
}

/**
 * From now on phones of nobody show a code when they start, for a quarter of an hour; those that have started in the
 * quarter of an hour before are told now. Until somebody asks for it such a phone is left as it is: it may be at home at
 * another PBX on the same network.
 *
 * @throws HotdeskError `invalid` where there is but one tenant, which sees every phone without a code
 */
export async function showCodes({ ctx }: { ctx: HotdeskContext }): Promise<Claiming> {
  const eventIds = await inTransaction(ctx, async (tx) => {
    if (!(await hasSeveralTenants(tx.db)))
      throw new HotdeskError('invalid', 'Nobody else is on this installation: phones need no code here.');
    await tx.db.update(installation).set({ codesUntil: new Date(tx.clock.nowMs() + CODES_SHOWN_MS) });
    const label = await organisationName(tx.db, tx.tenantId);
    await writeAudit(tx, {
      action: 'phone.codes_shown',
      subject: { kind: 'tenant', id: tx.tenantId, label },
    });
    const eventIds: number[] = [];
    for (const { mac } of await askedJustNow(tx))
      eventIds.push(
        await writeEvent(tx, { type: 'phone', what: 'wanted', tenantId: null, mac: mac as MacAddress }),
      );
    return eventIds;
  });
  for (const eventId of eventIds.slice(-1)) await ctx.barrier.applied(eventId);
  return claiming({ ctx });
}

/** Phones of nobody that may still be looking for a configuration. */
function askedJustNow(ctx: HotdeskContext) {
  const since = new Date(ctx.clock.nowMs() - CODES_SHOWN_MS).toISOString();
  const hasAsked = sql`(${phones.pnp} ->> 'at')::timestamptz >= ${since}::timestamptz`;
  return ctx.db
    .select({ mac: phones.mac })
    .from(phones)
    .where(and(isNull(phones.tenantId), isNotNull(phones.pnp), hasAsked))
    .orderBy(desc(phones.lastSeenAt))
    .limit(TOLD_AT_ONCE_MAX);
}
