import { and, eq, isNull } from 'drizzle-orm';
import { deskSessions } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';
import type { DeskRow } from './desks.ts';
import { raiseDesk } from './switch-desk.ts';

/**
 * The phone is told anew what it must be, and whoever is logged in there stays so: their desk session is settled when
 * the phone is. Answers the event's number.
 */
export async function reprovisionDesk(ctx: HotdeskContext, desk: Pick<DeskRow, 'id'>): Promise<number> {
  await ctx.db
    .update(deskSessions)
    .set({ state: 'switched', settledAt: null })
    .where(and(eq(deskSessions.deskId, desk.id), isNull(deskSessions.endedAt)));
  return raiseDesk(ctx, desk);
}
