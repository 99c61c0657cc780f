import { and, eq, isNull } from 'drizzle-orm';
import { deskSessions, users } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { readSettings } from './change-settings.ts';
import { checkPin, observed } from './check-pin.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { makeCredential } from './credentials.ts';
import { type DeskRow, type DeskSessionRow, getDesk, lockDesk } from './desks.ts';
import { lockOpenDeskSessions } from './end-desk-sessions.ts';
import { HotdeskError } from './errors.ts';
import { type DeskSessionId, newId } from './ids.ts';
import { endDeskSession, freeDesk, raiseDesk } from './switch-desk.ts';

export type Via = DeskSessionRow['via'];

type LogInInput = { deskId: string; extension: string; pin: string; takeOver: boolean; via: Via };
type VerifiedInput = { deskId: string; userId: string; takeOver: boolean; via: Via };

export type LoggedIn = {
  session: DeskSessionRow;
  /** Desks that the user left by this. */
  leftDeskIds: string[];
};

/**
 * A user logs in at a desk. Answers when calls to the user's number ring there.
 *
 * @throws HotdeskError `not_found` (the desk), `locked`, `wrong_pin`, `busy`, `desk_occupied`
 */
export async function logIn({ ctx, input }: { ctx: HotdeskContext; input: LogInInput }): Promise<LoggedIn> {
  await getDesk({ ctx, input: { id: input.deskId } });
  const user = await checkPin({ ctx, input });
  return logInVerified({ ctx, input: { ...input, userId: user.id } });
}

/**
 * The same for somebody whose PIN (or other proof) has been checked: one transaction, which ends what it must.
 * A user who is logged in at this desk already stays so.
 *
 * @throws HotdeskError `not_found`, `wrong_pin` (hot desking was just turned off), `desk_occupied`
 */
export async function logInVerified({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: VerifiedInput;
}): Promise<LoggedIn> {
  const startedMs = ctx.clock.nowMs();
  const { eventId, ...result } = await observed(ctx, () =>
    inTransaction(ctx, (tx) => openDeskSession(tx, input)),
  );
  await ctx.barrier.applied(eventId);
  ctx.observer?.logIn({ via: ctx.actor.door, result: 'ok' });
  ctx.observer?.switched((ctx.clock.nowMs() - startedMs) / 1_000);
  return result;
}

async function openDeskSession(
  ctx: HotdeskContext,
  input: VerifiedInput,
): Promise<LoggedIn & { eventId: number }> {
  const [user, own] = await Promise.all([
    lockUser(ctx, input.userId),
    lockOpenDeskSessions(ctx, { userId: input.userId, andDeskId: input.deskId }),
  ]);
  const [desk, occupant] = await Promise.all([lockDesk(ctx, input.deskId), findOccupant(ctx, input.deskId)]);
  const here = own.find((open) => open.desk.id === desk.id);
  if (here !== undefined) return { session: here.session, leftDeskIds: [], eventId: 0 };
  if (occupant !== undefined) await endOccupant(ctx, { occupant, desk, takeOver: input.takeOver });
  const slots = own.length === 0 ? 1 : await slotsAUser(ctx);
  const kept = own.slice(Math.max(0, own.length - slots + 1));
  const left = own.filter((open) => !kept.includes(open));
  for (const { session, desk: leftDesk } of left) {
    await endDeskSession(ctx, session, { reason: 'logged_in_elsewhere', desk: leftDesk });
    await freeDesk(ctx, leftDesk);
  }
  const takenSlots = new Set(kept.map((open) => open.session.userSlot));
  const id = newId<DeskSessionId>(ctx.random);
  const [session, , , eventId] = await Promise.all([
    insertDeskSession(ctx, { id, desk, user, via: input.via, userSlot: firstFree(takenSlots) }),
    makeCredential(ctx, { deskId: desk.id, deskSessionId: id, extension: user.extension }),
    writeAudit(ctx, {
      action: 'desk_session.started',
      subject: { kind: 'desk_session', id, label: `${user.name} at ${desk.displayName}` },
      details: { deskId: desk.id, userId: user.id, extension: user.extension, via: input.via },
    }),
    raiseDesk(ctx, desk),
  ]);
  return { session, leftDeskIds: left.map((open) => open.desk.id), eventId };
}

async function lockUser(ctx: HotdeskContext, userId: string) {
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, userId)))
    .for('no key update');
  if (user?.hotDesking !== true)
    throw new HotdeskError('wrong_pin', 'That extension and PIN do not go together here.');
  return user;
}

async function findOccupant(ctx: HotdeskContext, deskId: string): Promise<DeskSessionRow | undefined> {
  const [occupant] = await ctx.db
    .select()
    .from(deskSessions)
    .where(and(eq(deskSessions.deskId, deskId), isNull(deskSessions.endedAt)));
  return occupant;
}

type Occupied = { occupant: DeskSessionRow; desk: DeskRow; takeOver: boolean };

async function endOccupant(ctx: HotdeskContext, { occupant, desk, takeOver }: Occupied): Promise<void> {
  if (!takeOver) throw new HotdeskError('desk_occupied', 'Somebody is logged in at this desk.');
  await endDeskSession(ctx, occupant, { reason: 'taken_over', desk });
}

const slotsAUser = async (ctx: HotdeskContext): Promise<number> =>
  (await readSettings(ctx)).deskSessionsPerUser;

function firstFree(taken: ReadonlySet<number>): number {
  let slot = 1;
  while (taken.has(slot)) slot += 1;
  return slot;
}

type NewDeskSession = { id: DeskSessionId; desk: DeskRow; user: { id: string }; via: Via; userSlot: number };

async function insertDeskSession(ctx: HotdeskContext, made: NewDeskSession): Promise<DeskSessionRow> {
  const [session] = await ctx.db
    .insert(deskSessions)
    .values({
      id: made.id,
      tenantId: ctx.tenantId,
      deskId: made.desk.id,
      userId: made.user.id,
      userSlot: made.userSlot,
      via: made.via,
      startedAt: now(ctx),
    })
    .returning();
  if (session === undefined) throw new Error('a desk session was not written');
  return session;
}
