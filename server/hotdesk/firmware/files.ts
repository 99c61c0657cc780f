import { and, asc, desc, eq, ne, sql } from 'drizzle-orm';
import { firmwareFiles, firmwareRollOuts, firmwareUpdates } from '#db/schema/index.ts';
import { writeAudit } from '../audit.ts';
import { lockSettings } from '../change-settings.ts';
import { type HotdeskContext, type HotdeskDeps, inTransaction, now } from '../context.ts';
import { requireKnownVendor } from '../create-desk.ts';
import { HotdeskError } from '../errors.ts';
import { writeEvent } from '../events.ts';
import { newId } from '../ids.ts';
import type { AddFirmwareInput } from './schemas.ts';
import type { FirmwareStore, KnowFirmware, Upload } from './store.ts';

export type FirmwareFileRow = typeof firmwareFiles.$inferSelect;

/** An uploaded file as the API answers it. */
export type FirmwareFileView = {
  id: string;
  vendor: string;
  models: string[];
  version: string;
  fileName: string;
  bytes: number;
  sha256: string;
  uploadedAt: string;
  uploadedBy: string;
};

export async function listFirmwareFiles({
  db,
  tenantId,
}: Pick<HotdeskContext, 'db' | 'tenantId'>): Promise<FirmwareFileView[]> {
  const rows = await db
    .select()
    .from(firmwareFiles)
    .where(eq(firmwareFiles.tenantId, tenantId))
    .orderBy(asc(firmwareFiles.vendor), desc(firmwareFiles.uploadedAt), asc(firmwareFiles.id));
  return rows.map(toView);
}

/** @throws HotdeskError `not_found` */
export async function firmwareById(
  { db, tenantId }: Pick<HotdeskContext, 'db' | 'tenantId'>,
  id: string,
): Promise<FirmwareFileRow> {
  const [row] = await db
    .select()
    .from(firmwareFiles)
    .where(and(eq(firmwareFiles.tenantId, tenantId), eq(firmwareFiles.id, id)));
  if (row === undefined) throw new HotdeskError('not_found', 'There is no such firmware.');
  return row;
}

type AddArgs = {
  ctx: HotdeskContext;
  input: AddFirmwareInput;
  upload: Upload;
  store: FirmwareStore;
  knowFirmware: KnowFirmware;
};

/**
 * Keeps a file that somebody uploads. No phone gets it by that: phones are told of it by a roll-out.
 *
 * @throws HotdeskError `invalid`, `duplicate` for a file that is here already, and what the store throws
 */
export async function addFirmware({
  ctx,
  input,
  upload,
  store,
  knowFirmware,
}: AddArgs): Promise<FirmwareFileView> {
  refuseWrongFile(input, knowFirmware);
  const id = newId(ctx.random);
  const stored = await store.receive(id, upload);
  try {
    const { row, eventId } = await inTransaction(ctx, (tx) => insertFile(tx, { id, input, stored }));
    await ctx.barrier.applied(eventId);
    return toView(row);
  } catch (error) {
    await store.remove(id);
    throw error;
  }
}

function refuseWrongFile({ vendor, fileName }: AddFirmwareInput, knowFirmware: KnowFirmware): void {
  requireKnownVendor(vendor);
  const rules = knowFirmware(vendor);
  const refuse = (field: string, message: string) => {
    throw new HotdeskError('invalid', message, { fields: { [field]: message } });
  };
  if (rules === undefined) refuse('vendor', 'Phones of this make get no firmware from here.');
  else if (!rules.takesFile(fileName))
    refuse('fileName', `Firmware of this make is named like ${rules.fileNameExample}.`);
}

type Made = { id: string; input: AddFirmwareInput; stored: { bytes: number; sha256: string } };

async function insertFile(tx: HotdeskContext, { id, input, stored }: Made) {
  await lockSettings(tx);
  const [twin] = await tx.db
    .select({ fileName: firmwareFiles.fileName })
    .from(firmwareFiles)
    .where(
      and(
        eq(firmwareFiles.tenantId, tx.tenantId),
        eq(firmwareFiles.vendor, input.vendor),
        eq(firmwareFiles.sha256, stored.sha256),
      ),
    );
  if (twin !== undefined) {
    const message = `This file is here already, as ${twin.fileName}.`;
    throw new HotdeskError('duplicate', message, { fields: { fileName: message } });
  }
  const [row] = await tx.db
    .insert(firmwareFiles)
    .values({
      ...{ id, tenantId: tx.tenantId, ...input, ...stored },
      ...{ uploadedAt: now(tx), uploadedBy: tx.actor.label },
    })
    .returning();
  if (row === undefined) throw new Error('a firmware file was not written');
  await writeAudit(tx, {
    action: 'firmware.uploaded',
    subject: { kind: 'firmware', id, label: labelOf(row) },
    details: {
      ...{ vendor: row.vendor, models: row.models.join(', '), version: row.version },
      ...{ bytes: row.bytes, sha256: row.sha256 },
    },
  });
  return { row, eventId: await writeEvent(tx, { type: 'tenant', what: 'edited', tenantId: tx.tenantId }) };
}

/** @throws HotdeskError `not_found`, `in_use` while it is rolled out or a phone is about to take it */
export async function removeFirmware({
  ctx,
  input,
  store,
}: {
  ctx: HotdeskContext;
  input: { id: string };
  store: FirmwareStore;
}): Promise<void> {
  const eventId = await inTransaction(ctx, async (tx) => {
    await lockSettings(tx);
    const row = await firmwareById(tx, input.id);
    if (await isInUse(tx.db, row.id))
      throw new HotdeskError('in_use', 'Phones are still to have this firmware: take that back first.');
    const previous = { firmwareId: null, sites: null };
    await tx.db
      .update(firmwareRollOuts)
      .set({ previous })
      .where(sql`${firmwareRollOuts.previous} ->> 'firmwareId' = ${row.id}`);
    await tx.db.delete(firmwareFiles).where(eq(firmwareFiles.id, row.id));
    const subject = { kind: 'firmware' as const, id: row.id, label: labelOf(row) };
    await writeAudit(tx, { action: 'firmware.removed', subject });
    return writeEvent(tx, { type: 'tenant', what: 'edited', tenantId: tx.tenantId });
  });
  await store.remove(input.id);
  await ctx.barrier.applied(eventId);
}

async function isInUse(db: HotdeskContext['db'], id: string): Promise<boolean> {
  const rolledOut = db
    .select({ id: firmwareRollOuts.id })
    .from(firmwareRollOuts)
    .where(eq(firmwareRollOuts.firmwareId, id))
    .limit(1);
  const underWay = db
    .select({ id: firmwareUpdates.deskId })
    .from(firmwareUpdates)
    .where(and(eq(firmwareUpdates.firmwareId, id), ne(firmwareUpdates.state, 'failed')))
    .limit(1);
  return (await rolledOut).length > 0 || (await underWay).length > 0;
}

/** Everything that is kept, whosever it is: for whoever tidies up. */
export async function allFirmwareIds({ db }: Pick<HotdeskDeps, 'db'>): Promise<Set<string>> {
  const rows = await db.select({ id: firmwareFiles.id }).from(firmwareFiles);
  return new Set(rows.map(({ id }) => id));
}

export const labelOf = ({ vendor, version }: Pick<FirmwareFileRow, 'vendor' | 'version'>): string =>
  `${vendor} ${version}`;

function toView({ tenantId: _, uploadedAt, ...row }: FirmwareFileRow): FirmwareFileView {
  return { ...row, uploadedAt: uploadedAt.toISOString() };
}
