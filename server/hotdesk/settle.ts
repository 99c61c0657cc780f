import { and, asc, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { bindings, deskSessions, desks, sipCredentials } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, type HotdeskDeps, now, onceMore } from './context.ts';
import { endCredentialsExcept, expectedCredential } from './credentials.ts';
import type { DeskRow } from './desks.ts';
import { writeEvent } from './events.ts';
import type { DeskId, MacAddress, TenantId } from './ids.ts';
import { noteToldExtras } from './told-extras.ts';

/** Why a phone needs attention: what the administrator and the person at the desk are told about. */
export type AttentionReason =
  | 'never_seen'
  | 'not_reachable'
  | 'refused_notify'
  | 'not_downloaded'
  | 'downloaded_not_registered';

/**
 * The per-phone file of this version was sent whole (or a 304 to its ETag).
 * `httpVersion` is the version whose HTTP credentials the phone proved; 0 = none. `newExtras` are the names of settings
 * that a template put there and that the phone had never been told before.
 */
export async function noteDownload(
  deps: HotdeskDeps,
  input: { deskId: string; version: number; httpVersion: number; newExtras?: readonly string[] },
): Promise<void> {
  await onDesk(deps, eq(desks.id, input.deskId), async (tx, desk) => {
    const [changed] = await tx.db
      .update(desks)
      .set({
        downloadedVersion: input.version,
        downloadedAt: now(tx),
        httpVersion: sql`greatest(${desks.httpVersion}, ${input.httpVersion})`,
        // A phone that holds credentials again needs no open door.
        ...(input.httpVersion > 0 ? { rearmedUntil: null } : {}),
        // The phone of a removed desk that has fetched the release is left in peace.
        ...(desk.releasedAt !== null && input.version === desk.configVersion ? { settleDueAt: null } : {}),
      })
      .where(eq(desks.id, desk.id))
      .returning();
    if (input.newExtras !== undefined && input.newExtras.length > 0)
      await noteToldExtras(tx, desk.mac, input.newExtras);
    return changed && { desk: changed, what: 'downloaded' };
  });
}

/** A live binding was made or refreshed with these credentials. Cheap to leave out when nothing has changed. */
export async function noteRegistration(deps: HotdeskDeps, authName: string): Promise<void> {
  const { deskId } = sipCredentials;
  const itsDesk = deps.db
    .select({ deskId })
    .from(sipCredentials)
    .where(eq(sipCredentials.authName, authName));
  await onDesk(deps, eq(desks.id, itsDesk), async (tx, desk) => {
    if (desk.registeredAuthName === authName) return { desk };
    await tx.db
      .update(desks)
      .set({ registeredAuthName: authName, registeredAt: now(tx) })
      .where(eq(desks.id, desk.id));
    return { desk, what: 'registered' };
  });
}

type Worked = { desk: DeskRow; what?: 'downloaded' | 'registered' };

/**
 * Locks the desk, does the work (which answers the desk as it is then), settles it if that was what was missing, and
 * tells once of both.
 */
async function onDesk(
  deps: HotdeskDeps,
  which: SQL,
  work: (tx: HotdeskContext, desk: DeskRow) => Promise<Worked | undefined>,
): Promise<void> {
  await onceMore(() =>
    deps.db.transaction(async (db) => {
      const [locked] = await db.select().from(desks).where(which).for('no key update');
      if (locked === undefined) return;
      const tx = phoneContext({ ...deps, db }, locked);
      const worked = await work(tx, locked);
      if (worked === undefined) return;
      const what = (await settleIfComplete(tx, worked.desk)) ? 'settled' : worked.what;
      if (what !== undefined) await writeDeskEvent(tx, worked.desk, what);
    }),
  );
}

/**
 * Settled = downloaded in this version, and a live binding made with the expected auth user exists. Answers whether it
 * was this that settled it.
 */
async function settleIfComplete(ctx: HotdeskContext, desk: DeskRow): Promise<boolean> {
  if (desk.releasedAt !== null || desk.phoneState === 'settled') return false;
  if (desk.downloadedVersion !== desk.configVersion) return false;
  const [expected, bound] = await Promise.all([expectedCredential(ctx.db, desk.id), boundNow(ctx, desk.id)]);
  if (expected === undefined || !bound.some(({ authName }) => authName === expected.authName)) return false;
  await Promise.all([
    ctx.db
      .update(desks)
      .set({
        ...{ phoneState: 'settled', phoneReason: null, settleDueAt: null, settledAt: now(ctx) },
        epoch: sql`${desks.epoch} + 1`,
      })
      .where(eq(desks.id, desk.id)),
    endCredentialsExcept(ctx, desk.id, expected.authName),
    expected.deskSessionId === null
      ? writeSettledAsNobody(ctx, desk)
      : settleDeskSession(ctx, desk, expected.deskSessionId),
  ]);
  return true;
}

/** The auth users that the desk's phone is registered as. */
const boundNow = (ctx: HotdeskContext, deskId: string) =>
  ctx.db
    .select({ authName: bindings.authName })
    .from(bindings)
    .where(and(eq(bindings.deskId, deskId), gt(bindings.expiresAt, now(ctx))));

async function settleDeskSession(ctx: HotdeskContext, desk: DeskRow, deskSessionId: string): Promise<void> {
  await Promise.all([
    ctx.db
      .update(deskSessions)
      .set({ state: 'settled', settledAt: now(ctx) })
      .where(eq(deskSessions.id, deskSessionId)),
    writeAudit(ctx, {
      action: 'desk_session.settled',
      subject: { kind: 'desk_session', id: deskSessionId, label: desk.displayName },
      details: { deskId: desk.id },
    }),
  ]);
}

const writeSettledAsNobody = (ctx: HotdeskContext, desk: DeskRow): Promise<void> =>
  writeAudit(ctx, {
    action: 'desk.phone_settled',
    subject: { kind: 'desk', id: desk.id, label: desk.displayName },
  });

/** The desks whose watchdog must look now, the longest waiting first. */
export async function dueDesks(deps: HotdeskDeps, limit: number): Promise<DeskRow[]> {
  return deps.db
    .select()
    .from(desks)
    .where(lte(desks.settleDueAt, now(deps)))
    .orderBy(asc(desks.settleDueAt))
    .limit(limit);
}

/** The watchdog's step that takes the maker's stronger way: after two check-syncs, or when somebody wants it. */
export const REBOOT_STEP = 2;

type Advance = {
  deskId: string;
  configVersion: number;
  step: number;
  dueAtMs: number | null;
  /** Whether the phone is told with this step. */
  isTold?: boolean;
};

/** The watchdog takes a step; when it must look again. */
export async function advanceSettling(deps: HotdeskDeps, input: Advance): Promise<void> {
  await deps.db
    .update(desks)
    .set({
      settleStep: input.step,
      settleDueAt: input.dueAtMs === null ? null : new Date(input.dueAtMs),
      ...(input.isTold === true
        ? { toldAt: sql`coalesce(${desks.toldAt}, ${now(deps).toISOString()}::timestamptz)` }
        : {}),
    })
    .where(and(eq(desks.id, input.deskId), eq(desks.configVersion, input.configVersion)));
}

/** The phone did not settle within its maker's time. What it does later still settles it. */
export async function needAttention(
  deps: HotdeskDeps,
  input: { deskId: string; configVersion: number; reason: AttentionReason },
): Promise<void> {
  await deps.db.transaction(async (db) => {
    const [desk] = await db.select().from(desks).where(eq(desks.id, input.deskId)).for('no key update');
    if (desk?.configVersion !== input.configVersion) return;
    if (desk.phoneState === 'settled' || desk.releasedAt !== null) return;
    const tx = phoneContext({ ...deps, db }, desk);
    await tx.db
      .update(desks)
      .set({ phoneState: 'attention', phoneReason: input.reason, settleDueAt: null })
      .where(eq(desks.id, desk.id));
    await tx.db
      .update(deskSessions)
      .set({ state: 'attention' })
      .where(and(eq(deskSessions.deskId, desk.id), isNull(deskSessions.endedAt)));
    await writeAudit(tx, {
      action: 'desk.phone_attention',
      subject: { kind: 'desk', id: desk.id, label: desk.displayName },
      details: { reason: input.reason },
    });
    await writeDeskEvent(tx, desk, 'attention');
  });
}

function phoneContext(deps: HotdeskDeps, desk: DeskRow): HotdeskContext {
  const mac = desk.mac as MacAddress;
  const actor = { kind: 'phone' as const, mac, label: desk.displayName, door: 'phone' as const, source: mac };
  return { ...deps, tenantId: desk.tenantId as TenantId, actor };
}

const writeDeskEvent = (
  ctx: HotdeskContext,
  desk: DeskRow,
  what: 'downloaded' | 'registered' | 'settled' | 'attention',
): Promise<number> =>
  writeEvent(ctx, { type: 'desk', what, tenantId: desk.tenantId as TenantId, deskId: desk.id as DeskId });
