import { eq } from 'drizzle-orm';
import { users } from '#db/schema/index.ts';
import { clearAttempts } from './attempt-limits.ts';
import { writeAudit } from './audit.ts';
import { extensionAttempts } from './check-pin.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { makeRoomForPin } from './create-user.ts';
import { endDeskSessionsOf, lockOpenDeskSessions } from './end-desk-sessions.ts';
import { writeEvent } from './events.ts';
import { giveBackExtension, takeExtension } from './extensions.ts';
import type { UserId } from './ids.ts';
import { reprovisionDesk } from './reprovision-desk.ts';
import type { UpdateUserInput } from './schemas.ts';
import { getUser, lockUserByExtension, type UserRow, type UserView } from './users.ts';

type Patch = UpdateUserInput['patch'];

/**
 * Changes a user. Another extension, or hot desking turned off, ends the user's desk sessions; what the phone shows
 * of somebody who stays is brought to it; a new PIN lifts a lock.
 *
 * @throws HotdeskError `not_found`, `duplicate`
 */
export async function updateUser({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: UpdateUserInput;
}): Promise<UserView> {
  const { pin, ...patch } = input.patch;
  const pinHash = pin === undefined ? undefined : await ctx.pins.hash(pin);
  const { view, eventId } = await inTransaction(ctx, async (tx) => {
    const user = await lockUserByExtension(tx, input.extension);
    await moveExtension(tx, user, patch.extension);
    await tx.db
      .update(users)
      .set({ ...withoutUndefined(patch), ...(pinHash === undefined ? {} : { pinHash }), updatedAt: now(tx) })
      .where(eq(users.id, user.id));
    const extension = patch.extension ?? user.extension;
    const room = pin === undefined ? {} : await makeRoomForPin(tx, pin.length);
    if (pin !== undefined) {
      for (const one of new Set([user.extension, extension]))
        await clearAttempts(tx, extensionAttempts(tx, one));
    }
    if (mustLeave(user, patch)) await endDeskSessionsOf(tx, user.id as UserId, 'admin');
    else if (isShownOtherwise(user, patch)) await reprovisionDesksOf(tx, user.id);
    const moved = extension === user.extension ? {} : { formerExtension: user.extension };
    const details = { changed: Object.keys(input.patch).join(', '), extension, ...moved, ...room };
    const subject = { kind: 'user' as const, id: user.id, label: user.name };
    await writeAudit(tx, { action: 'user.changed', subject, details });
    const eventId = await writeEvent(tx, {
      type: 'user',
      what: 'edited',
      tenantId: tx.tenantId,
      userId: user.id as UserId,
    });
    return { view: await getUser({ ctx: tx, input: { extension } }), eventId };
  });
  await ctx.barrier.applied(eventId);
  return view;
}

const mustLeave = (user: UserRow, patch: Patch): boolean =>
  patch.hotDesking === false || (patch.extension !== undefined && patch.extension !== user.extension);

const isShownOtherwise = (user: UserRow, patch: Patch): boolean =>
  (patch.name !== undefined && patch.name !== user.name) ||
  (patch.language !== undefined && patch.language !== user.language);

async function reprovisionDesksOf(ctx: HotdeskContext, userId: string): Promise<void> {
  for (const { desk } of await lockOpenDeskSessions(ctx, { userId })) await reprovisionDesk(ctx, desk);
}

async function moveExtension(
  ctx: HotdeskContext,
  user: UserRow,
  extension: string | undefined,
): Promise<void> {
  if (extension === undefined || extension === user.extension) return;
  await takeExtension(ctx, { extension, kind: 'user', ownerId: user.id });
  await giveBackExtension(ctx, user.extension);
}

/** A key that was not given stays as it is. */
function withoutUndefined<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
