import { isDeepStrictEqual } from 'node:util';
import { and, eq, sql } from 'drizzle-orm';
import { type FirmwareWish, firmwareFiles, firmwareRollOuts } from '#db/schema/index.ts';
import { type AuditEntry, writeAudit } from '../audit.ts';
import { lockSettings } from '../change-settings.ts';
import { type HotdeskContext, inTransaction, now } from '../context.ts';
import { requireKnownVendor } from '../create-desk.ts';
import { HotdeskError } from '../errors.ts';
import { writeEvent } from '../events.ts';
import { newId } from '../ids.ts';
import { firmwareById } from './files.ts';
import type { RollOutFirmwareInput } from './schemas.ts';
import { forgetFailures, withdrawUpdates } from './withdraw-updates.ts';

export type FirmwareRollOutRow = typeof firmwareRollOuts.$inferSelect;

/** What is wanted of the phones of a model, as the API answers it. */
export type FirmwareRollOutView = {
  id: string;
  vendor: string;
  model: string;
  firmwareId: string | null;
  version: string | null;
  sites: string[] | null;
  paused: boolean;
  /** Null where a person paused it, or nobody. */
  pauseReason: string | null;
  /** What undo puts in the place of firmware and sites. */
  previous: FirmwareWish;
  updatedAt: string;
  updatedBy: string;
};

/**
 * Which firmware the phones of a model shall have, and where. Those that are told of another one and have not fetched it
 * are told otherwise at once.
 *
 * @throws HotdeskError `not_found` for firmware that is not there, `invalid` for one of another make or model
 */
export const rollOutFirmware = ({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: RollOutFirmwareInput;
}): Promise<FirmwareRollOutView> =>
  change(ctx, async (tx) => {
    const { firmwareId, sites, vendor, model } = input;
    requireKnownVendor(vendor);
    if (firmwareId !== null) await requireFitting(tx, firmwareId, input);
    const former = (await rollOutOfModel(tx, vendor, model)) ?? (await insertEmpty(tx, input));
    const wish = { firmwareId, sites: firmwareId === null ? null : sites };
    return { former, wish, isPaused: false, action: actionOf(wish) };
  });

const actionOf = ({ firmwareId }: FirmwareWish) =>
  firmwareId === null ? ('firmware.rollout_ended' as const) : ('firmware.rollout_set' as const);

/** No more phones are told, and those that were and have not fetched it are told otherwise. @throws HotdeskError `not_found` */
export const pauseFirmware = ({ ctx, input }: ById): Promise<FirmwareRollOutView> =>
  change(ctx, async (tx) => {
    const former = await rollOutById(tx, input.id);
    return { former, wish: wishOf(former), isPaused: true, action: 'firmware.paused' };
  });

/** @throws HotdeskError `not_found` */
export const resumeFirmware = ({ ctx, input }: ById): Promise<FirmwareRollOutView> =>
  change(ctx, async (tx) => {
    const former = await rollOutById(tx, input.id);
    return { former, wish: wishOf(former), isPaused: false, action: 'firmware.resumed' };
  });

/** Takes back the last change of firmware or sites; once more, and it is made again. @throws HotdeskError `not_found` */
export const undoFirmware = ({ ctx, input }: ById): Promise<FirmwareRollOutView> =>
  change(ctx, async (tx) => {
    const former = await rollOutById(tx, input.id);
    return { former, wish: former.previous, isPaused: false, action: 'firmware.undone' };
  });

/** Those that failed are tried once more, and a roll-out that was paused for that goes on. @throws HotdeskError `not_found` */
export const retryFirmware = ({ ctx, input }: ById): Promise<FirmwareRollOutView> =>
  change(ctx, async (tx) => {
    const former = await rollOutById(tx, input.id);
    await forgetFailures(tx, former);
    return { former, wish: wishOf(former), isPaused: false, action: 'firmware.retried' };
  });

type ById = { ctx: HotdeskContext; input: { id: string } };

const wishOf = ({ firmwareId, sites }: FirmwareRollOutRow): FirmwareWish => ({ firmwareId, sites });

type Change = {
  former: FirmwareRollOutRow;
  wish: FirmwareWish;
  isPaused: boolean;
  action: AuditEntry['action'];
};

async function change(
  ctx: HotdeskContext,
  read: (tx: HotdeskContext) => Promise<Change>,
): Promise<FirmwareRollOutView> {
  const { id, eventId } = await inTransaction(ctx, async (tx) => {
    await lockSettings(tx);
    const wanted = await read(tx);
    return { id: wanted.former.id, eventId: await store(tx, wanted) };
  });
  await ctx.barrier.applied(eventId);
  return getRollOut(ctx, id);
}

/** What is as it was is not written down again, and undo stays what it was. */
async function store(tx: HotdeskContext, { former, wish, isPaused, action }: Change): Promise<number> {
  const isSame = isDeepStrictEqual(wish, wishOf(former));
  await tx.db
    .update(firmwareRollOuts)
    .set({
      ...{ ...wish, isPaused, pauseReason: null },
      ...(isSame ? {} : { previous: wishOf(former) }),
      ...{ updatedAt: now(tx), updatedBy: tx.actor.label },
    })
    .where(eq(firmwareRollOuts.id, former.id));
  const told = await withdrawUpdates(tx, former);
  const { version } = await getRollOut(tx, former.id);
  await writeAudit(tx, {
    action,
    subject: { kind: 'firmware', id: former.id, label: `${former.vendor} ${former.model}` },
    details: { version, sites: wish.sites?.join(', ') ?? null, calledBack: told },
  });
  return writeEvent(tx, { type: 'tenant', what: 'edited', tenantId: tx.tenantId });
}

async function requireFitting(
  tx: HotdeskContext,
  id: string,
  { vendor, model }: RollOutFirmwareInput,
): Promise<void> {
  const file = await firmwareById(tx, id);
  const isForModel = file.models.some((name) => name.toLowerCase() === model.toLowerCase());
  if (file.vendor === vendor && isForModel) return;
  const message = 'This firmware is not for that model.';
  throw new HotdeskError('invalid', message, { fields: { firmwareId: message } });
}

async function rollOutOfModel(tx: HotdeskContext, vendor: string, model: string) {
  const [row] = await tx.db
    .select()
    .from(firmwareRollOuts)
    .where(
      and(
        eq(firmwareRollOuts.tenantId, tx.tenantId),
        eq(firmwareRollOuts.vendor, vendor),
        sql`lower(${firmwareRollOuts.model}) = ${model.toLowerCase()}`,
      ),
    );
  return row;
}

async function insertEmpty(tx: HotdeskContext, input: RollOutFirmwareInput): Promise<FirmwareRollOutRow> {
  const { vendor, model } = input;
  const [row] = await tx.db
    .insert(firmwareRollOuts)
    .values({
      ...{ id: newId(tx.random), tenantId: tx.tenantId, vendor, model },
      ...{ previous: { firmwareId: null, sites: null }, updatedAt: now(tx), updatedBy: tx.actor.label },
    })
    .returning();
  if (row === undefined) throw new Error('a firmware rollOut was not written');
  return row;
}

async function rollOutById(tx: HotdeskContext, id: string): Promise<FirmwareRollOutRow> {
  const [row] = await tx.db
    .select()
    .from(firmwareRollOuts)
    .where(and(eq(firmwareRollOuts.tenantId, tx.tenantId), eq(firmwareRollOuts.id, id)));
  if (row === undefined) throw noSuchRollOut();
  return row;
}

const noSuchRollOut = () => new HotdeskError('not_found', 'There is no such roll-out.');

async function getRollOut(ctx: HotdeskContext, id: string): Promise<FirmwareRollOutView> {
  const row = (await listRollOuts(ctx)).find((rollOut) => rollOut.id === id);
  if (row === undefined) throw noSuchRollOut();
  return row;
}

/** Those that were taken back too, as long as undo can help. */
export async function listRollOuts({
  db,
  tenantId,
}: Pick<HotdeskContext, 'db' | 'tenantId'>): Promise<FirmwareRollOutView[]> {
  const rows = await db
    .select({ rollOut: firmwareRollOuts, version: firmwareFiles.version })
    .from(firmwareRollOuts)
    .leftJoin(firmwareFiles, eq(firmwareFiles.id, firmwareRollOuts.firmwareId))
    .where(eq(firmwareRollOuts.tenantId, tenantId))
    .orderBy(firmwareRollOuts.vendor, firmwareRollOuts.model);
  return rows.map(({ rollOut, version }) => {
    const { tenantId: _, isPaused: paused, updatedAt, ...rest } = rollOut;
    return { ...rest, paused, version, updatedAt: updatedAt.toISOString() };
  });
}
