import { and, eq, inArray, isNull } from 'drizzle-orm';
import { deskSessions, desks } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';
import type { DeskRow, DeskSessionRow } from './desks.ts';
import type { UserId } from './ids.ts';
import { type EndReason, endDeskSession, freeDesk } from './switch-desk.ts';

type Open = { session: DeskSessionRow; desk: DeskRow };

/** The open desk sessions of a user, oldest first. Their desks are locked, in one order for all. */
export async function lockOpenDeskSessions(
  ctx: HotdeskContext,
  who: { userId: string; andDeskId?: string },
): Promise<Open[]> {
  const open = and(eq(deskSessions.userId, who.userId), isNull(deskSessions.endedAt));
  const before = await ctx.db.select({ deskId: deskSessions.deskId }).from(deskSessions).where(open);
  const deskIds = new Set(before.map((row) => row.deskId));
  if (who.andDeskId !== undefined) deskIds.add(who.andDeskId);
  if (deskIds.size === 0) return [];
  const [, locked] = await Promise.all([
    ctx.db
      .select({ id: desks.id })
      .from(desks)
      .where(inArray(desks.id, [...deskIds]))
      .orderBy(desks.id)
      .for('no key update'),
    ctx.db
      .select({ session: deskSessions, desk: desks })
      .from(deskSessions)
      .innerJoin(desks, eq(desks.id, deskSessions.deskId))
      .where(open)
      .orderBy(deskSessions.startedAt, deskSessions.id),
  ]);
  return locked;
}

/** Ends every open desk session of a user, and frees their desks. */
export async function endDeskSessionsOf(
  ctx: HotdeskContext,
  userId: UserId,
  reason: EndReason,
): Promise<void> {
  for (const { session, desk } of await lockOpenDeskSessions(ctx, { userId })) {
    await endDeskSession(ctx, session, { reason, desk });
    await freeDesk(ctx, desk);
  }
}
