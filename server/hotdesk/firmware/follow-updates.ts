import { and, count, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm';
import {
  deskSessions,
  desks,
  firmwareFiles,
  firmwareRollOuts,
  firmwareUpdates,
  phones,
} from '#db/schema/index.ts';
import { writeAudit } from '../audit.ts';
import { type HotdeskContext, type HotdeskDeps, now, onceMore } from '../context.ts';
import { isSomebodyAt } from '../desk-configuration.ts';
import type { DeskRow } from '../desks.ts';
import { writeEvent } from '../events.ts';
import type { DeskId } from '../ids.ts';
import type { KnowMakes } from '../phone-evidence.ts';
import { reprovisionDesk } from '../reprovision-desk.ts';
import { REBOOT_STEP } from '../settle.ts';
import { firmwareContext } from './firmware-context.ts';
import {
  DUE_MS,
  type FirmwareFailure,
  failureOf,
  isFailing,
  LEFT_ALONE_MS,
  RESTART_AFTER_MS,
} from './update-rules.ts';
import { isOfModel, nobodyIsThere } from './withdraw-updates.ts';

type UpdateRow = typeof firmwareUpdates.$inferSelect;
type Locked = { tx: HotdeskContext; desk: DeskRow; update: UpdateRow };

/** Locks the desk, and does the work if its phone has an update under way. */
function onUpdate(
  deps: HotdeskDeps,
  deskId: string,
  work: (locked: Locked) => Promise<boolean>,
): Promise<boolean> {
  return onceMore(() =>
    deps.db.transaction(async (db) => {
      const [desk] = await db.select().from(desks).where(eq(desks.id, deskId)).for('no key update');
      const [update] = await db.select().from(firmwareUpdates).where(eq(firmwareUpdates.deskId, deskId));
      if (desk === undefined || update === undefined) return false;
      return work({ tx: firmwareContext({ ...deps, db }, desk.tenantId), desk, update });
    }),
  );
}

const tellPeople = ({ tx, desk }: Locked): Promise<number> =>
  writeEvent(tx, { type: 'desk', what: 'edited', tenantId: tx.tenantId, deskId: desk.id as DeskId });

/** The phone has begun to fetch it. */
export const noteFirmwareAsked = (deps: HotdeskDeps, deskId: string): Promise<boolean> =>
  onUpdate(deps, deskId, async (locked) => {
    if (locked.update.state !== 'told') return false;
    await setUpdate(locked, { state: 'asked', dueAt: dueIn(locked.tx, DUE_MS.asked) });
    await tellPeople(locked);
    return true;
  });

/** The phone has all of it, and is about to start anew with it: that is no trouble for a while. */
export const noteFirmwareFetched = (deps: HotdeskDeps, deskId: string): Promise<boolean> =>
  onUpdate(deps, deskId, async (locked) => {
    const { tx, update } = locked;
    if (update.state !== 'told' && update.state !== 'asked') return false;
    const dueAt = dueIn(tx, DUE_MS.fetched);
    await setUpdate(locked, { state: 'fetched', fetchedAt: now(tx), dueAt });
    await tx.db
      .update(desks)
      .set({ settleDueAt: dueAt })
      .where(and(eq(desks.id, deskId), isNotNull(desks.settleDueAt)));
    await tellPeople(locked);
    return true;
  });

const dueIn = ({ clock }: HotdeskContext, ms: number): Date => new Date(clock.nowMs() + ms);

const setUpdate = ({ tx, desk }: Locked, set: Partial<UpdateRow>) =>
  tx.db.update(firmwareUpdates).set(set).where(eq(firmwareUpdates.deskId, desk.id));

const forget = ({ tx, desk }: Locked) =>
  tx.db.delete(firmwareUpdates).where(eq(firmwareUpdates.deskId, desk.id));

/** The phone says that it has the version which it was told of. Its file names it no more. */
export const finishUpdate = (deps: HotdeskDeps, deskId: string): Promise<boolean> =>
  onUpdate(deps, deskId, async (locked) => {
    const { tx, desk, update } = locked;
    await forget(locked);
    if (update.state !== 'failed' && !(await isSomebodyAt(tx.db, deskId))) {
      await reprovisionDesk(tx, desk);
      await tx.db
        .update(desks)
        .set({ settleDueAt: dueIn(tx, LEFT_ALONE_MS) })
        .where(eq(desks.id, deskId));
    }
    const [file] = await tx.db.select().from(firmwareFiles).where(eq(firmwareFiles.id, update.firmwareId));
    await writeAudit(tx, {
      action: 'desk.firmware_updated',
      subject: { kind: 'desk', id: deskId, label: desk.displayName },
      details: { from: update.fromVersion, to: file?.version ?? null },
    });
    await tellPeople(locked);
    return true;
  });

/** All whose phone says that it has what it was told of, or failed with before. */
export async function finishUpdates(deps: HotdeskDeps): Promise<void> {
  const rows = await deps.db
    .select({ deskId: firmwareUpdates.deskId })
    .from(firmwareUpdates)
    .innerJoin(firmwareFiles, eq(firmwareFiles.id, firmwareUpdates.firmwareId))
    .innerJoin(phones, eq(phones.mac, firmwareUpdates.mac))
    .where(eq(phones.firmware, firmwareFiles.version));
  for (const { deskId } of rows) await finishUpdate(deps, deskId);
}

/**
 * Somebody has logged in where a phone was told and has not fetched it, the desk was removed, or another phone has come:
 * it waits again, or is none of ours.
 */
export async function dropUpdates({ db }: HotdeskDeps): Promise<void> {
  const occupied = db
    .select({ id: deskSessions.deskId })
    .from(deskSessions)
    .where(isNull(deskSessions.endedAt));
  const gone = db.select({ id: desks.id }).from(desks).where(isNotNull(desks.releasedAt));
  const otherPhone = sql`not exists (select 1 from ${desks}
    where ${desks.id} = ${firmwareUpdates.deskId} and ${desks.mac} = ${firmwareUpdates.mac})`;
  const isHeldUp = and(
    inArray(firmwareUpdates.state, ['told', 'asked']),
    inArray(firmwareUpdates.deskId, occupied),
  );
  await db.delete(firmwareUpdates).where(or(isHeldUp, inArray(firmwareUpdates.deskId, gone), otherPhone));
}

/** Phones that have been told, have their file, and do not ask: many look for firmware only when they start. */
export async function restartUnasked(deps: HotdeskDeps, knowMakes: KnowMakes): Promise<void> {
  const rows = await deps.db
    .select({ desk: desks })
    .from(firmwareUpdates)
    .innerJoin(desks, eq(desks.id, firmwareUpdates.deskId))
    .where(
      and(
        eq(firmwareUpdates.state, 'told'),
        isNull(firmwareUpdates.restartedAt),
        lte(firmwareUpdates.toldAt, new Date(deps.clock.nowMs() - RESTART_AFTER_MS)),
        eq(desks.phoneState, 'settled'),
        nobodyIsThere(deps),
      ),
    );
  for (const { desk } of rows.filter(({ desk }) => knowMakes(desk.vendor, desk.model).canReboot))
    await onUpdate(deps, desk.id, async (locked) => {
      const { tx, update } = locked;
      if (update.state !== 'told' || (await isSomebodyAt(tx.db, desk.id))) return false;
      await setUpdate(locked, { restartedAt: now(tx) });
      await reprovisionDesk(tx, desk);
      await tx.db.update(desks).set({ settleStep: REBOOT_STEP }).where(eq(desks.id, desk.id));
      return true;
    });
}

/** Those that should be further by now have failed, and their file does not name it any more. */
export async function failOverdue(deps: HotdeskDeps): Promise<void> {
  const rows = await deps.db
    .select({ update: firmwareUpdates, firmware: phones.firmware, lastSeenAt: phones.lastSeenAt })
    .from(firmwareUpdates)
    .leftJoin(phones, eq(phones.mac, firmwareUpdates.mac))
    .where(and(lte(firmwareUpdates.dueAt, now(deps)), ne(firmwareUpdates.state, 'failed')));
  for (const { update, firmware, lastSeenAt } of rows)
    await onUpdate(deps, update.deskId, async (locked) => {
      const { state } = locked.update;
      if (state === 'failed' || (locked.update.dueAt ?? now(deps)) > now(deps)) return false;
      await fail(locked, failureOf({ ...locked.update, state, firmware, lastSeenAt }));
      return true;
    });
}

async function fail(locked: Locked, reason: FirmwareFailure): Promise<void> {
  const { tx, desk, update } = locked;
  await setUpdate(locked, { state: 'failed', reason, failedAt: now(tx), dueAt: null });
  if (!(await isSomebodyAt(tx.db, desk.id))) await reprovisionDesk(tx, desk);
  await writeAudit(tx, {
    action: 'desk.firmware_failed',
    subject: { kind: 'desk', id: desk.id, label: desk.displayName },
    details: { reason, from: update.fromVersion },
  });
  await tellPeople(locked);
  await pauseIfFailing(locked);
}

/** What fails is not done to the next one: somebody shall look first. */
async function pauseIfFailing({ tx, update: { firmwareId }, desk }: Locked): Promise<void> {
  const [rollOut] = await tx.db
    .select({ rollOut: firmwareRollOuts, version: firmwareFiles.version })
    .from(firmwareRollOuts)
    .innerJoin(firmwareFiles, eq(firmwareFiles.id, firmwareRollOuts.firmwareId))
    .innerJoin(desks, eq(desks.id, desk.id))
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .where(
      and(
        eq(firmwareRollOuts.tenantId, tx.tenantId),
        eq(firmwareRollOuts.firmwareId, firmwareId),
        isOfModel(firmwareRollOuts.vendor, firmwareRollOuts.model),
      ),
    );
  if (rollOut === undefined || rollOut.rollOut.isPaused) return;
  const { id, vendor, model } = rollOut.rollOut;
  if (!isFailing(await countOutcomes(tx, { vendor, model, version: rollOut.version, firmwareId }))) return;
  await tx.db
    .update(firmwareRollOuts)
    .set({ isPaused: true, pauseReason: 'failing', updatedAt: now(tx), updatedBy: tx.actor.label })
    .where(eq(firmwareRollOuts.id, id));
  const subject = { kind: 'firmware' as const, id, label: `${vendor} ${model}` };
  await writeAudit(tx, { action: 'firmware.paused', subject, details: { version: rollOut.version } });
  await writeEvent(tx, { type: 'tenant', what: 'edited', tenantId: tx.tenantId });
}

type Model = { vendor: string; model: string; version: string; firmwareId: string };

async function countOutcomes(
  { db, tenantId }: HotdeskContext,
  { vendor, model, version, firmwareId }: Model,
) {
  const [row] = await db
    .select({
      done: sql<number>`(count(*) filter (where ${phones.firmware} = ${version}))::int`,
      failed: sql<number>`(count(*) filter (where ${firmwareUpdates.state} = 'failed'
        and ${firmwareUpdates.firmwareId} = ${firmwareId}))::int`,
      all: count(),
    })
    .from(desks)
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .leftJoin(firmwareUpdates, eq(firmwareUpdates.deskId, desks.id))
    .where(and(eq(desks.tenantId, tenantId), isNull(desks.releasedAt), isOfModel(vendor, model)));
  return row ?? { done: 0, failed: 0 };
}
