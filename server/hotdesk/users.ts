import { and, asc, desc, eq, gt, ilike, isNull, or, sql } from 'drizzle-orm';
import { attemptLimits, deskSessions, users } from '#db/schema/index.ts';
import { type HotdeskContext, now } from './context.ts';
import { HotdeskError } from './errors.ts';
import { type Page, readCursor, toPage } from './page.ts';
import type { PageInput } from './schemas.ts';
import { searchPattern } from './search-pattern.ts';

export type UserRow = typeof users.$inferSelect;

/** A user as everybody who may see users sees them. Never the PIN. */
export type UserView = {
  id: string;
  extension: string;
  name: string;
  email: string | null;
  hotDesking: boolean;
  language: string | null;
  /** As whom they call outside numbers; null = the gateway's number. */
  callerNumber: string | null;
  createdAt: string;
  /** The desk where this user is logged in, the newest where there are more. */
  deskId: string | null;
  locked: boolean;
};

export const noSuchUser = (extension: string): HotdeskError =>
  new HotdeskError('not_found', `There is no user ${extension}.`);

/** Locks the user until the transaction ends. @throws HotdeskError `not_found` */
export async function lockUserByExtension(ctx: HotdeskContext, extension: string): Promise<UserRow> {
  const [row] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.tenantId, ctx.tenantId), eq(users.extension, extension)))
    .for('update');
  if (row === undefined) throw noSuchUser(extension);
  return row;
}

/** @throws HotdeskError `not_found` */
export async function getUser({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: { extension: string };
}): Promise<UserView> {
  const [row] = await selectUsers(ctx).where(
    and(eq(users.tenantId, ctx.tenantId), eq(users.extension, input.extension)),
  );
  if (row === undefined) throw noSuchUser(input.extension);
  return toUserView(ctx, row);
}

/** The tenant's users, oldest first. */
export async function listUsers({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: PageInput;
}): Promise<Page<UserView>> {
  const after = readCursor(input);
  const rows = await selectUsers(ctx)
    .where(
      and(
        eq(users.tenantId, ctx.tenantId),
        input.search ? matches(input.search) : undefined,
        after
          ? or(gt(users.createdAt, after.at), and(eq(users.createdAt, after.at), gt(users.id, after.id)))
          : undefined,
      ),
    )
    .orderBy(asc(users.createdAt), asc(users.id))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, {
    view: (row) => toUserView(ctx, row),
    at: (row) => row.user.createdAt,
    id: (row) => row.user.id,
  });
}

function matches(search: string) {
  const pattern = searchPattern(search);
  return or(ilike(users.name, pattern), ilike(users.extension, pattern), ilike(users.email, pattern));
}

function newestDeskOf(ctx: HotdeskContext) {
  const newest = ctx.db
    .select({ deskId: deskSessions.deskId })
    .from(deskSessions)
    .where(and(eq(deskSessions.userId, users.id), isNull(deskSessions.endedAt)))
    .orderBy(desc(deskSessions.startedAt), desc(deskSessions.id))
    .limit(1);
  return sql<string | null>`(${newest})`;
}

type JoinedUser = { user: UserRow; deskId: string | null; lockedUntil: Date | null };

function selectUsers(ctx: HotdeskContext) {
  return ctx.db
    .select({ user: users, deskId: newestDeskOf(ctx), lockedUntil: attemptLimits.lockedUntil })
    .from(users)
    .leftJoin(
      attemptLimits,
      and(
        eq(attemptLimits.scope, 'extension'),
        eq(attemptLimits.key, sql`${users.tenantId} || ':' || ${users.extension}`),
      ),
    )
    .$dynamic();
}

function toUserView(ctx: HotdeskContext, { user, deskId, lockedUntil }: JoinedUser): UserView {
  return {
    id: user.id,
    extension: user.extension,
    name: user.name,
    email: user.email,
    hotDesking: user.hotDesking,
    language: user.language,
    callerNumber: user.callerNumber,
    createdAt: user.createdAt.toISOString(),
    deskId,
    locked: lockedUntil !== null && lockedUntil > now(ctx),
  };
}
