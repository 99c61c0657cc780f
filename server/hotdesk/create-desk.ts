import { desks } from '#db/schema/index.ts';
import { adoptPhones } from './adopt-phone.ts';
import { writeAudits } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { makeFirstCredentials } from './credentials.ts';
import { type DeskRow, type DeskWithOccupant, getDesk } from './desks.ts';
import { HotdeskError } from './errors.ts';
import { writeEvents } from './events.ts';
import { takeExtensions } from './extensions.ts';
import { type DeskId, newId, newSecretToken } from './ids.ts';
import { followNewDesks } from './rps/want-entry.ts';
import type { CreateDeskInput } from './schemas.ts';
import { isKnownVendor, knownVendors } from './vendors.ts';

/**
 * Makes a desk, its hot-desk extension and the credentials that its phone will register with. From the commit on the
 * configuration is served, and a phone that waits by PnP is told.
 *
 * @throws HotdeskError `invalid` (vendor), `duplicate` (extension, MAC), `forbidden` (a phone that must be claimed first)
 */
export async function createDesk({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: CreateDeskInput;
}): Promise<DeskWithOccupant> {
  const { row, eventId } = await inTransaction(ctx, async (tx) => {
    const { ids, eventId } = await makeDesks(tx, [input]);
    return { row: await getDesk({ ctx: tx, input: { id: ids[0] ?? '' } }), eventId };
  });
  await ctx.barrier.applied(eventId);
  return row;
}

/** All that makes desks, in a transaction of the caller's. They are listed in the order in which they are given. */
export async function makeDesks(
  ctx: HotdeskContext,
  inputs: readonly CreateDeskInput[],
): Promise<{ ids: DeskId[]; eventId: number }> {
  for (const [place, { vendor }] of inputs.entries()) requireKnownVendor(vendor, place);
  const made = inputs.map((input) => ({ ...input, id: newId<DeskId>(ctx.random) }));
  await takeExtensions(
    ctx,
    made.map(({ id, extension }) => ({ extension, kind: 'desk', ownerId: id })),
  );
  await followNewDesks(ctx, await insertDesks(ctx, made));
  await adoptPhones(
    ctx,
    made.map(({ id, ...phone }) => ({ deskId: id, ...phone })),
  );
  await makeFirstCredentials(
    ctx,
    made.map(({ id, extension }) => ({ deskId: id, extension })),
  );
  await writeAudits(
    ctx,
    made.map(({ id, displayName, mac, extension }) => ({
      action: 'desk.created',
      subject: { kind: 'desk', id, label: displayName },
      details: { mac, extension },
    })),
  );
  const { tenantId } = ctx;
  const created = made.map(({ id }) => ({ type: 'desk', what: 'created', tenantId, deskId: id }) as const);
  return { ids: made.map(({ id }) => id), eventId: await writeEvents(ctx, created) };
}

export function requireKnownVendor(vendor: string, place?: number): void {
  const refusal = whyUnknownVendor(vendor, place);
  if (refusal !== undefined) throw refusal;
}

export function whyUnknownVendor(vendor: string, place?: number): HotdeskError | undefined {
  if (isKnownVendor(vendor)) return undefined;
  const message = `Unknown phone maker. Known are: ${knownVendors.join(', ')}.`;
  const fields = { vendor: message };
  return new HotdeskError('invalid', message, { fields, place });
}

type New = CreateDeskInput & { id: DeskId };

async function insertDesks(ctx: HotdeskContext, made: readonly New[]): Promise<DeskRow[]> {
  const rows = await ctx.db
    .insert(desks)
    .values(made.map((desk, place) => newRow(ctx, desk, place)))
    .onConflictDoNothing()
    .returning();
  const place = made.findIndex(({ id }) => !rows.some((row) => row.id === id));
  const refused = made[place];
  if (refused !== undefined) throw duplicateMac(refused.mac, place);
  return rows;
}

function newRow(ctx: HotdeskContext, desk: New, place: number): typeof desks.$inferInsert {
  const at = now(ctx);
  return {
    ...desk,
    tenantId: ctx.tenantId,
    ...{ model: desk.model ?? null, serial: desk.serial ?? null },
    ...{ site: desk.site ?? null, floor: desk.floor ?? null, callerNumber: desk.callerNumber ?? null },
    // A phone that never comes needs somebody's attention, too.
    ...{ settleDueAt: at, switchedAt: at, versionAt: at, updatedAt: at },
    labelToken: newSecretToken(ctx.random),
    configToken: newSecretToken(ctx.random),
    // Lists go by it.
    createdAt: new Date(at.getTime() + place),
  };
}

export function duplicateMac(mac: string, place?: number): HotdeskError {
  const message = `The phone ${mac} has a desk already.`;
  const fields = { mac: message };
  return new HotdeskError('duplicate', message, { fields, place });
}
