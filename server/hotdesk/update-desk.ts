import { eq } from 'drizzle-orm';
import { desks, phoneSignalling } from '#db/schema/index.ts';
import { adoptPhones } from './adopt-phone.ts';
import { writeAudit } from './audit.ts';
import { databaseCode, type HotdeskContext, inTransaction, now } from './context.ts';
import { duplicateMac, requireKnownVendor } from './create-desk.ts';
import { endCredentialsOfDesk, expectedCredential, makeCredential } from './credentials.ts';
import { type DeskRow, type DeskWithOccupant, getDesk, lockDesk } from './desks.ts';
import { writeEvent } from './events.ts';
import { giveBackExtension, takeExtension } from './extensions.ts';
import { type DeskId, type MacAddress, newSecretToken } from './ids.ts';
import { reprovisionDesk } from './reprovision-desk.ts';
import { followDesk } from './rps/want-entry.ts';
import type { UpdateDeskInput } from './schemas.ts';
import { differBySite } from './templates.ts';
import { leaveDesk } from './version-date.ts';

type Patch = UpdateDeskInput['patch'];

/**
 * Changes a desk. Whatever the phone is told of raises the configuration version; another MAC is another phone:
 * the old link ends and the new phone starts from nothing.
 *
 * @throws HotdeskError `not_found`, `duplicate`, `invalid`, `forbidden` (a phone that must be claimed first)
 */
export async function updateDesk({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: UpdateDeskInput;
}): Promise<DeskWithOccupant> {
  const { patch } = input;
  if (patch.vendor !== undefined) requireKnownVendor(patch.vendor);
  const { row, eventId } = await inTransaction(ctx, async (tx) => {
    const desk = await lockDesk(tx, input.id);
    await moveExtension(tx, desk, patch);
    await storePatch(tx, desk, patch);
    if (isAnotherPhone(desk, patch)) await startAnew(tx, desk, patch);
    if (concernsPhone(desk, patch) || (await movesBetweenTemplates(tx, desk, patch)))
      await reprovisionDesk(tx, desk);
    const changed = Object.keys(patch).join(', ');
    await writeAudit(tx, {
      action: 'desk.changed',
      subject: { kind: 'desk', id: desk.id, label: desk.displayName },
      details: { changed },
    });
    const eventId = await writeEvent(tx, {
      type: 'desk',
      what: 'edited',
      tenantId: tx.tenantId,
      deskId: desk.id as DeskId,
    });
    await followDesk(tx, { before: desk, after: await lockDesk(tx, desk.id) });
    return { row: await getDesk({ ctx: tx, input }), eventId };
  });
  await ctx.barrier.applied(eventId);
  return row;
}

/** What the phone is told, or the SIP side must know. */
const TOLD = ['displayName', 'extension', 'mac', 'vendor', 'model', 'network'] as const;

const concernsPhone = (desk: DeskRow, patch: Patch): boolean =>
  TOLD.some((field) => patch[field] !== undefined && patch[field] !== desk[field]);

async function movesBetweenTemplates(ctx: HotdeskContext, desk: DeskRow, { site }: Patch): Promise<boolean> {
  return site !== undefined && site !== desk.site && differBySite(ctx, desk.vendor, [desk.site, site]);
}

const isAnotherPhone = (desk: DeskRow, patch: Patch): patch is Patch & { mac: MacAddress } =>
  patch.mac !== undefined && patch.mac !== desk.mac;

/** A desk that is free must register its new extension with credentials of its own. */
async function moveExtension(ctx: HotdeskContext, desk: DeskRow, patch: Patch): Promise<void> {
  if (patch.extension === undefined || patch.extension === desk.extension) return;
  await takeExtension(ctx, { extension: patch.extension, kind: 'desk', ownerId: desk.id });
  await giveBackExtension(ctx, desk.extension);
  const expected = await expectedCredential(ctx.db, desk.id);
  if (expected?.deskSessionId !== null) return;
  await makeCredential(ctx, { deskId: desk.id, deskSessionId: null, extension: patch.extension });
}

async function storePatch(ctx: HotdeskContext, desk: DeskRow, patch: Patch): Promise<void> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const rows = await ctx.db
    .update(desks)
    .set({ ...given, updatedAt: now(ctx) })
    .where(eq(desks.id, desk.id))
    .returning({ id: desks.id })
    .catch((error: unknown) => {
      if (databaseCode(error) === UNIQUE_VIOLATION && patch.mac !== undefined) throw duplicateMac(patch.mac);
      throw error;
    });
  if (rows.length === 0) throw new Error('a locked desk vanished');
}

const UNIQUE_VIOLATION = '23505';

/** The phone that was here keeps nothing: neither link nor credentials. */
async function startAnew(
  ctx: HotdeskContext,
  desk: DeskRow,
  patch: Patch & { mac: MacAddress },
): Promise<void> {
  const expected = await expectedCredential(ctx.db, desk.id);
  await endCredentialsOfDesk(ctx, desk.id);
  await makeCredential(ctx, {
    deskId: desk.id,
    deskSessionId: expected?.deskSessionId ?? null,
    extension: expected?.deskSessionId ? expected.extension : (patch.extension ?? desk.extension),
  });
  await ctx.db
    .update(desks)
    .set({
      configToken: newSecretToken(ctx.random),
      httpVersion: 0,
      ...{ downloadedVersion: null, downloadedAt: null, registeredAuthName: null, registeredAt: null },
    })
    .where(eq(desks.id, desk.id));
  await leaveDesk(ctx, desk);
  await ctx.db.delete(phoneSignalling).where(eq(phoneSignalling.deskId, desk.id));
  const { mac, vendor = desk.vendor, model } = patch;
  await adoptPhones(ctx, [{ deskId: desk.id, mac, vendor, model }]);
}
