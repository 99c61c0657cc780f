import { and, eq, isNull } from 'drizzle-orm';
import { deskSessions } from '#db/schema/index.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { type DeskSessionRow, lockDesk } from './desks.ts';
import { HotdeskError } from './errors.ts';
import { type EndReason, endDeskSession, freeDesk } from './switch-desk.ts';

type LogOutInput = {
  deskId: string;
  reason?: EndReason;
  /** Only this desk session, and nobody who has come since. */
  deskSessionId?: string;
};

/**
 * Whoever is logged in at the desk is logged out. Answers when calls to their number ring there no more.
 *
 * @throws HotdeskError `not_found`, `not_logged_in`
 */
export async function logOut({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: LogOutInput;
}): Promise<DeskSessionRow> {
  const { session, eventId } = await inTransaction(ctx, async (tx) => {
    const [desk, [session]] = await Promise.all([
      lockDesk(tx, input.deskId),
      tx.db
        .select()
        .from(deskSessions)
        .where(and(eq(deskSessions.deskId, input.deskId), isNull(deskSessions.endedAt))),
    ]);
    const isMeant = input.deskSessionId === undefined || session?.id === input.deskSessionId;
    if (session === undefined || !isMeant)
      throw new HotdeskError('not_logged_in', 'Nobody is logged in here.');
    const [, eventId] = await Promise.all([
      endDeskSession(tx, session, { reason: input.reason ?? 'logged_out', desk }),
      freeDesk(tx, desk),
    ]);
    return { session, eventId };
  });
  await ctx.barrier.applied(eventId);
  return session;
}
