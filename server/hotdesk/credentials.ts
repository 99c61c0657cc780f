import { and, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { bindings, deskSessions, desks, sipCredentials } from '#db/schema/index.ts';
import { type Db, type HotdeskContext, now } from './context.ts';
import { type AuthName, newId } from './ids.ts';

export type CredentialRow = typeof sipCredentials.$inferSelect;

type New = { deskId: string; deskSessionId: string | null; extension: string };

/** Makes the credentials of a desk session, or of a desk that becomes free. */
export async function makeCredential(ctx: HotdeskContext, made: New): Promise<void> {
  await ctx.db
    .insert(sipCredentials)
    .values({ ...named(ctx, made), createdAt: laterThanOthersOf(ctx, made.deskId) });
}

/** Makes the own credentials of desks that never had any. */
export async function makeFirstCredentials(
  ctx: HotdeskContext,
  made: readonly Omit<New, 'deskSessionId'>[],
): Promise<void> {
  const createdAt = now(ctx);
  await ctx.db
    .insert(sipCredentials)
    .values(made.map((one) => ({ ...named(ctx, { ...one, deskSessionId: null }), createdAt })));
}

const named = (ctx: HotdeskContext, made: New) => ({
  ...{ authName: newId<AuthName>(ctx.random), tenantId: ctx.tenantId },
  ...made,
});

/** Which of a desk's credentials are its newest must not hang on a clock that is put back. */
const laterThanOthersOf = (ctx: HotdeskContext, deskId: string) =>
  sql`greatest(${now(ctx).toISOString()}::timestamptz, (
    select max(created_at) + interval '1 millisecond' from sip_credentials
    where desk_id = ${deskId} and ended_at is null))`;

/** Ends credentials, and in the same moment the bindings that were made with them. */
async function endCredentials(ctx: HotdeskContext, where: ReturnType<typeof and>): Promise<void> {
  const ended = ctx.db
    .select({ authName: sipCredentials.authName })
    .from(sipCredentials)
    .where(and(isNotNull(sipCredentials.endedAt), where));
  await Promise.all([
    ctx.db
      .update(sipCredentials)
      .set({ endedAt: now(ctx) })
      .where(and(isNull(sipCredentials.endedAt), where)),
    // After it, in a statement of its own: one that was just binding has been waited for, and is seen.
    ctx.db.delete(bindings).where(inArray(bindings.authName, ended)),
  ]);
}

export const endCredentialsOfDeskSession = (ctx: HotdeskContext, deskSessionId: string): Promise<void> =>
  endCredentials(ctx, eq(sipCredentials.deskSessionId, deskSessionId));

export const endCredentialsOfDesk = (ctx: HotdeskContext, deskId: string): Promise<void> =>
  endCredentials(ctx, eq(sipCredentials.deskId, deskId));

/** The phone has settled: what it needed during the switch is needed no more. */
export const endCredentialsExcept = (ctx: HotdeskContext, deskId: string, kept: string): Promise<void> =>
  endCredentials(ctx, and(eq(sipCredentials.deskId, deskId), ne(sipCredentials.authName, kept)));

/** The credentials that the desk's configuration names now: its open desk session's, else its newest own. */
export async function expectedCredential(db: Db, deskId: string): Promise<CredentialRow | undefined> {
  const [row] = await db
    .select({ credential: sipCredentials })
    .from(sipCredentials)
    .leftJoin(openSession, itsSession)
    .where(mayBeExpected(deskId))
    .orderBy(...expectedFirst)
    .limit(1);
  return row?.credential;
}

/** The same as part of another query: of the desk of the row there. */
export function expectedAccount(db: Db) {
  const { authName, extension } = sipCredentials;
  const account = db
    .select({ account: sql`jsonb_build_object('authName', ${authName}, 'extension', ${extension})` })
    .from(sipCredentials)
    .leftJoin(openSession, itsSession)
    .where(mayBeExpected(desks.id))
    .orderBy(...expectedFirst)
    .limit(1);
  return sql<{ authName: AuthName; extension: string } | null>`(${account})`;
}

const openSession = alias(deskSessions, 'open_session');
const itsSession = eq(openSession.id, sipCredentials.deskSessionId);
const mayBeExpected = (deskId: string | typeof desks.id) =>
  and(eq(sipCredentials.deskId, deskId), isNull(sipCredentials.endedAt), isNull(openSession.endedAt));
const expectedFirst = [
  sql`${openSession.id} is null`,
  desc(sipCredentials.createdAt),
  desc(sipCredentials.authName),
];
