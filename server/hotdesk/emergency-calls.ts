import { and, count, desc, eq, isNull, lt } from 'drizzle-orm';
import { type EmergencyPlace, emergencyCalls } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { HotdeskError } from './errors.ts';
import { type EmergencyOutcome, tellEmergency } from './note-emergency-call.ts';
import { type Page, strangeCursor } from './page.ts';

export type EmergencyCallView = {
  id: number;
  at: string;
  number: string;
  isTest: boolean;
  deskId: string | null;
  place: EmergencyPlace;
  /** Who was logged in there. */
  caller: string | null;
  callerNumber: string | null;
  outcome: EmergencyOutcome;
  gateway: string | null;
  seenAt: string | null;
  seenBy: string | null;
};

/** The tenant's emergency calls and tests, newest first. */
export async function listEmergencyCalls({
  ctx,
  input: { limit, cursor },
}: {
  ctx: HotdeskContext;
  input: { limit: number; cursor?: string | undefined };
}): Promise<Page<EmergencyCallView>> {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw strangeCursor();
  const before = cursor === undefined ? undefined : lt(emergencyCalls.id, Number(cursor));
  const rows = await ctx.db
    .select()
    .from(emergencyCalls)
    .where(and(eq(emergencyCalls.tenantId, ctx.tenantId), before))
    .orderBy(desc(emergencyCalls.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toView);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? String(last.id) : null };
}

export type UnseenEmergencyCalls = { count: number; newest: EmergencyCallView[] };

/** Emergency calls, tests apart, that nobody has said to have seen: how many, and the newest of them. */
export async function unseenEmergencyCalls({
  ctx,
  input: { limit },
}: {
  ctx: HotdeskContext;
  input: { limit: number };
}): Promise<UnseenEmergencyCalls> {
  const isUnseen = and(
    eq(emergencyCalls.tenantId, ctx.tenantId),
    eq(emergencyCalls.isTest, false),
    isNull(emergencyCalls.seenAt),
  );
  const [counted] = await ctx.db.select({ unseen: count() }).from(emergencyCalls).where(isUnseen);
  const unseen = counted?.unseen ?? 0;
  if (unseen === 0) return { count: 0, newest: [] };
  const rows = await ctx.db
    .select()
    .from(emergencyCalls)
    .where(isUnseen)
    .orderBy(desc(emergencyCalls.id))
    .limit(limit);
  return { count: unseen, newest: rows.map(toView) };
}

/** Somebody has seen it; the first who says so stands there. @throws HotdeskError `not_found` */
export async function markEmergencyCallSeen({
  ctx,
  input: { id },
}: {
  ctx: HotdeskContext;
  input: { id: number };
}): Promise<EmergencyCallView> {
  return inTransaction(ctx, async (tx) => {
    const isThis = and(eq(emergencyCalls.tenantId, tx.tenantId), eq(emergencyCalls.id, id));
    const [before] = await tx.db.select().from(emergencyCalls).where(isThis).for('update');
    if (before === undefined) throw new HotdeskError('not_found', 'There is no such emergency call.');
    if (before.seenAt !== null) return toView(before);
    const seen = { seenAt: now(tx), seenBy: tx.actor.label };
    await tx.db.update(emergencyCalls).set(seen).where(isThis);
    await writeAudit(tx, {
      action: 'emergency.seen',
      subject: { kind: 'desk', id: before.deskId ?? '', label: before.place.desk },
      details: { number: before.number },
    });
    await tellEmergency(tx, 'seen', id);
    return toView({ ...before, ...seen });
  });
}

function toView({ tenantId: _, at, seenAt, ...row }: typeof emergencyCalls.$inferSelect): EmergencyCallView {
  return { ...row, at: at.toISOString(), seenAt: seenAt?.toISOString() ?? null };
}
