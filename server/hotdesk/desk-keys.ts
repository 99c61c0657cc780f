import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { desks } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { getDesk, lockDesk } from './desks.ts';
import type { SetDeskKeysInput } from './key-schemas.ts';
import { reprovisionDesk } from './reprovision-desk.ts';
import type { KeysView } from './wanted-keys.ts';

/** @throws HotdeskError `not_found` */
export async function getDeskKeys({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: { id: string };
}): Promise<KeysView> {
  const { desk } = await getDesk({ ctx, input });
  return { keys: desk.keys };
}

/**
 * Puts other keys in the place of those that a desk has; its phone is told. What is as it was changes nothing.
 *
 * @throws HotdeskError `not_found`
 */
export async function setDeskKeys({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: SetDeskKeysInput;
}): Promise<KeysView> {
  const { id, keys } = input;
  const eventId = await inTransaction(ctx, async (tx) => {
    const desk = await lockDesk(tx, id);
    if (isDeepStrictEqual(desk.keys, keys)) return undefined;
    await tx.db.update(desks).set({ keys }).where(eq(desks.id, desk.id));
    await writeAudit(tx, {
      action: 'desk.keys_changed',
      subject: { kind: 'desk', id: desk.id, label: desk.displayName },
      details: { keys: keys.length },
    });
    return reprovisionDesk(tx, desk);
  });
  if (eventId !== undefined) await ctx.barrier.applied(eventId);
  return { keys };
}
