import { eq, sql } from 'drizzle-orm';
import { tenants, users } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { lockSettings } from './change-settings.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { writeEvent } from './events.ts';
import { takeExtension } from './extensions.ts';
import { newId, type UserId } from './ids.ts';
import type { CreateUserInput } from './schemas.ts';
import { getUser, type UserView } from './users.ts';

/** @throws HotdeskError `duplicate` when the extension is in use by a user or a desk */
export async function createUser({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: CreateUserInput;
}): Promise<UserView> {
  const pinHash = await ctx.pins.hash(input.pin);
  const id = newId<UserId>(ctx.random);
  return inTransaction(ctx, async (tx) => {
    await takeExtension(tx, { extension: input.extension, kind: 'user', ownerId: id });
    await tx.db.insert(users).values({
      id,
      tenantId: tx.tenantId,
      extension: input.extension,
      name: input.name,
      email: input.email ?? null,
      pinHash,
      hotDesking: input.hotDesking,
      language: input.language ?? null,
      callerNumber: input.callerNumber ?? null,
      createdAt: now(tx),
      updatedAt: now(tx),
    });
    const room = await makeRoomForPin(tx, input.pin.length);
    const subject = { kind: 'user' as const, id, label: input.name };
    const details = { extension: input.extension, ...room };
    await writeAudit(tx, { action: 'user.created', subject, details });
    await writeEvent(tx, { type: 'user', what: 'created', tenantId: tx.tenantId, userId: id });
    return getUser({ ctx: tx, input });
  });
}

/** A dial code takes a PIN at the tenant's greatest length: a longer one than ever raises it. Answers what changed. */
export async function makeRoomForPin(
  ctx: HotdeskContext,
  length: number,
): Promise<{ pinLengthMax?: number }> {
  if (length <= (await lockSettings(ctx)).pinLengthMax) return {};
  await ctx.db
    .update(tenants)
    .set({ settings: sql`${tenants.settings} || ${JSON.stringify({ pinLengthMax: length })}::jsonb` })
    .where(eq(tenants.id, ctx.tenantId));
  await writeEvent(ctx, { type: 'tenant', what: 'edited', tenantId: ctx.tenantId });
  return { pinLengthMax: length };
}
