import { eq } from 'drizzle-orm';
import { users } from '#db/schema/index.ts';
import { clearAttempts } from './attempt-limits.ts';
import { writeAudit } from './audit.ts';
import { extensionAttempts } from './check-pin.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { endDeskSessionsOf } from './end-desk-sessions.ts';
import { writeEvent } from './events.ts';
import { giveBackExtension } from './extensions.ts';
import type { UserId } from './ids.ts';
import { lockUserByExtension } from './users.ts';

type Args = { ctx: HotdeskContext; input: { extension: string } };

/** Removes a user; their desk becomes free. @throws HotdeskError `not_found` */
export async function deleteUser({ ctx, input }: Args): Promise<void> {
  const eventId = await inTransaction(ctx, async (tx) => {
    const user = await lockUserByExtension(tx, input.extension);
    await endDeskSessionsOf(tx, user.id as UserId, 'user_removed');
    await tx.db.delete(users).where(eq(users.id, user.id));
    await giveBackExtension(tx, user.extension);
    await clearAttempts(tx, extensionAttempts(tx, user.extension));
    const subject = { kind: 'user' as const, id: user.id, label: user.name };
    await writeAudit(tx, { action: 'user.removed', subject, details: { extension: user.extension } });
    return writeEvent(tx, {
      type: 'user',
      what: 'removed',
      tenantId: tx.tenantId,
      userId: user.id as UserId,
    });
  });
  await ctx.barrier.applied(eventId);
}

/** Lifts the lock that wrong PINs brought. @throws HotdeskError `not_found` */
export async function unlockUser({ ctx, input }: Args): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const user = await lockUserByExtension(tx, input.extension);
    await clearAttempts(tx, extensionAttempts(tx, user.extension));
    await writeAudit(tx, {
      action: 'user.unlocked',
      subject: { kind: 'user', id: user.id, label: user.name },
    });
    await writeEvent(tx, { type: 'user', what: 'edited', tenantId: tx.tenantId, userId: user.id as UserId });
  });
}
