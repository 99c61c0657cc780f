import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { users } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { lockOpenDeskSessions } from './end-desk-sessions.ts';
import { writeEvent } from './events.ts';
import type { UserId } from './ids.ts';
import type { SetUserKeysInput } from './key-schemas.ts';
import { reprovisionDesk } from './reprovision-desk.ts';
import { lockUserByExtension, noSuchUser } from './users.ts';
import type { KeysView } from './wanted-keys.ts';

/** @throws HotdeskError `not_found` */
export async function getUserKeys({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: { extension: string };
}): Promise<KeysView> {
  const [row] = await ctx.db
    .select({ keys: users.keys })
    .from(users)
    .where(and(eq(users.tenantId, ctx.tenantId), eq(users.extension, input.extension)));
  if (row === undefined) throw noSuchUser(input.extension);
  return row;
}

/**
 * Puts other keys in the place of those that a user has; the phone where they sit is told. What is as it was changes
 * nothing.
 *
 * @throws HotdeskError `not_found`
 */
export async function setUserKeys({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: SetUserKeysInput;
}): Promise<KeysView> {
  const { extension, keys } = input;
  const eventId = await inTransaction(ctx, async (tx) => {
    const user = await lockUserByExtension(tx, extension);
    if (isDeepStrictEqual(user.keys, keys)) return undefined;
    await tx.db
      .update(users)
      .set({ keys, updatedAt: now(tx) })
      .where(eq(users.id, user.id));
    for (const { desk } of await lockOpenDeskSessions(tx, { userId: user.id }))
      await reprovisionDesk(tx, desk);
    await writeAudit(tx, {
      action: 'user.keys_changed',
      subject: { kind: 'user', id: user.id, label: user.name },
      details: { extension, keys: keys.length },
    });
    const { tenantId } = tx;
    return writeEvent(tx, { type: 'user', what: 'edited', tenantId, userId: user.id as UserId });
  });
  if (eventId !== undefined) await ctx.barrier.applied(eventId);
  return { keys };
}
