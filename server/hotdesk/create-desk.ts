import { desks } from '#db/schema/index.ts';
import { adoptPhone } from './adopt-phone.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { makeCredential } from './credentials.ts';
import { type DeskRow, type DeskWithOccupant, getDesk } from './desks.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import { takeExtension } from './extensions.ts';
import { type DeskId, newId, newSecretToken } from './ids.ts';
import { followDesk } from './rps/want-entry.ts';
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
    const { id, eventId } = await makeDesk(tx, input);
    return { row: await getDesk({ ctx: tx, input: { id } }), eventId };
  });
  await ctx.barrier.applied(eventId);
  return row;
}

/** All that makes a desk, in a transaction of the caller's. Of several the `place` among them says how they are listed. */
export async function makeDesk(
  ctx: HotdeskContext,
  input: CreateDeskInput,
  place = 0,
): Promise<{ id: DeskId; eventId: number }> {
  requireKnownVendor(input.vendor);
  const id = newId<DeskId>(ctx.random);
  await takeExtension(ctx, { extension: input.extension, kind: 'desk', ownerId: id });
  await followDesk(ctx, { after: await insertDesk(ctx, { id, input, place }) });
  await adoptPhone(ctx, id, input);
  await makeCredential(ctx, { deskId: id, deskSessionId: null, extension: input.extension });
  await writeAudit(ctx, {
    action: 'desk.created',
    subject: { kind: 'desk', id, label: input.displayName },
    details: { mac: input.mac, extension: input.extension },
  });
  const eventId = await writeEvent(ctx, {
    ...{ type: 'desk', what: 'created' },
    ...{ tenantId: ctx.tenantId, deskId: id },
  });
  return { id, eventId };
}

export function requireKnownVendor(vendor: string): void {
  const refusal = whyUnknownVendor(vendor);
  if (refusal !== undefined) throw refusal;
}

export function whyUnknownVendor(vendor: string): HotdeskError | undefined {
  if (isKnownVendor(vendor)) return undefined;
  const message = `Unknown phone maker. Known are: ${knownVendors.join(', ')}.`;
  return new HotdeskError('invalid', message, { fields: { vendor: message } });
}

type New = { id: DeskId; input: CreateDeskInput; place: number };

async function insertDesk(ctx: HotdeskContext, { id, input, place }: New): Promise<DeskRow> {
  const [row] = await ctx.db
    .insert(desks)
    .values({
      id,
      tenantId: ctx.tenantId,
      displayName: input.displayName,
      extension: input.extension,
      mac: input.mac,
      vendor: input.vendor,
      model: input.model ?? null,
      serial: input.serial ?? null,
      provisioning: input.provisioning,
      network: input.network,
      site: input.site ?? null,
      floor: input.floor ?? null,
      callerNumber: input.callerNumber ?? null,
      // A phone that never comes needs somebody's attention, too.
      ...{ settleDueAt: now(ctx), switchedAt: now(ctx), versionAt: now(ctx) },
      labelToken: newSecretToken(ctx.random),
      configToken: newSecretToken(ctx.random),
      // Lists go by it: a table's desks stand there as they stood in the table.
      createdAt: new Date(ctx.clock.nowMs() + place),
      updatedAt: now(ctx),
    })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) throw duplicateMac(input.mac);
  return row;
}

export function duplicateMac(mac: string): HotdeskError {
  const message = `The phone ${mac} has a desk already.`;
  return new HotdeskError('duplicate', message, { fields: { mac: message } });
}
