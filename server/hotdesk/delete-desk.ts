import { and, eq, isNull } from 'drizzle-orm';
import { deskSessions, desks, phoneTemplates } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { endCredentialsOfDesk } from './credentials.ts';
import { lockDesk } from './desks.ts';
import { writeEvent } from './events.ts';
import { giveBackExtension } from './extensions.ts';
import type { DeskId } from './ids.ts';
import { followDesk } from './rps/want-entry.ts';
import { endDeskSession, raiseDesk } from './switch-desk.ts';
import { leaveDesk } from './version-date.ts';

/**
 * Removes a desk. Nobody is logged in there any more, its number is free, and its link serves the *release*
 * configuration (accounts cleared, PnP on) until the phone has fetched it or a day has passed.
 *
 * @throws HotdeskError `not_found`
 */
export async function deleteDesk({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: { id: string };
}): Promise<void> {
  const eventId = await inTransaction(ctx, async (tx) => {
    const desk = await lockDesk(tx, input.id);
    const [open] = await tx.db
      .select()
      .from(deskSessions)
      .where(and(eq(deskSessions.deskId, desk.id), isNull(deskSessions.endedAt)));
    if (open !== undefined) await endDeskSession(tx, open, { reason: 'desk_removed', desk });
    await raiseDesk(tx, desk);
    await leaveDesk(tx, desk);
    await endCredentialsOfDesk(tx, desk.id);
    await giveBackExtension(tx, desk.extension);
    await tx.db
      .update(desks)
      .set({ releasedAt: now(tx) })
      .where(eq(desks.id, desk.id));
    await tx.db
      .delete(phoneTemplates)
      .where(and(eq(phoneTemplates.scope, 'desk'), eq(phoneTemplates.about, desk.id)));
    await followDesk(tx, { before: desk });
    await writeAudit(tx, {
      action: 'desk.removed',
      subject: { kind: 'desk', id: desk.id, label: desk.displayName },
      details: { mac: desk.mac, extension: desk.extension },
    });
    return writeEvent(tx, {
      type: 'desk',
      what: 'removed',
      tenantId: tx.tenantId,
      deskId: desk.id as DeskId,
    });
  });
  await ctx.barrier.applied(eventId);
}
