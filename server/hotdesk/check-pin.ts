import { and, eq } from 'drizzle-orm';
import { users } from '#db/schema/index.ts';
import {
  attemptWasNotMade,
  attemptWasRight,
  attemptWasWrong,
  type Counted,
  reserveAttempt,
} from './attempt-limits.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { HotdeskError, isHotdeskError } from './errors.ts';
import type { UserRow } from './users.ts';

type Input = { extension: string; pin: string; deskId: string };

/** What wrong PINs for an extension are counted by, whether it exists or not. */
export function extensionAttempts(ctx: Pick<HotdeskContext, 'tenantId'>, extension: string): Counted {
  return { scope: 'extension', key: `${ctx.tenantId}:${extension}` };
}

/**
 * The PIN of an extension, wherever it was given. Wrong, unknown and not enabled are one thing from outside, in
 * time as in words; which it was is in the audit log.
 *
 * @throws HotdeskError `locked` before anything is checked, `wrong_pin`, `busy`
 */
export function checkPin({ ctx, input }: { ctx: HotdeskContext; input: Input }): Promise<UserRow> {
  return observed(ctx, () => check(ctx, input));
}

/** Counts the refusal of an attempt to log in, and hands it on. */
export async function observed<T>(ctx: HotdeskContext, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const result = isHotdeskError(error) ? error.code : 'trouble';
    ctx.observer?.logIn({ via: ctx.actor.door, result });
    throw error;
  }
}

async function check(ctx: HotdeskContext, input: Input): Promise<UserRow> {
  const counted: Counted[] = [
    extensionAttempts(ctx, input.extension),
    { scope: 'desk', key: input.deskId },
    { scope: 'source', key: `${ctx.tenantId}:${ctx.actor.source}` },
  ];
  await reserveAttempt(ctx, counted);
  const user = await findUser(ctx, input.extension);
  const isRight = await ctx.pins.verify(user?.pinHash, input.pin).catch(async (error: unknown) => {
    await attemptWasNotMade(ctx, counted);
    throw error;
  });
  if (user !== undefined && isRight && user.hotDesking) {
    await attemptWasRight(ctx, counted);
    return user;
  }
  await inTransaction(ctx, (tx) => refuse(tx, { input, user, isRight, counted }));
  throw new HotdeskError('wrong_pin', 'That extension and PIN do not go together here.');
}

async function findUser(ctx: HotdeskContext, extension: string): Promise<UserRow | undefined> {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.tenantId, ctx.tenantId), eq(users.extension, extension)));
  return user;
}

type Refused = { input: Input; user: UserRow | undefined; isRight: boolean; counted: readonly Counted[] };

async function refuse(ctx: HotdeskContext, { input, user, isRight, counted }: Refused): Promise<void> {
  const lockedScopes = await attemptWasWrong(ctx, counted);
  const reason = user === undefined ? 'unknown extension' : isRight ? 'hot desking not enabled' : 'wrong PIN';
  const subject = {
    kind: 'user' as const,
    id: user?.id ?? input.extension,
    label: user?.name ?? input.extension,
  };
  const locked = lockedScopes.length > 0 ? { locked: lockedScopes.join(', ') } : {};
  const details = { reason, deskId: input.deskId, ...locked };
  await writeAudit(ctx, { action: 'log_in.refused', subject, details });
  if (lockedScopes.includes('extension')) await writeAudit(ctx, { action: 'user.locked', subject });
}
