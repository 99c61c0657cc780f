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
  requireKnownVendor(input.vendor);
  const id = newId<DeskId>(ctx.random);
  const { row, eventId } = await inTransaction(ctx, async (tx) => {
    await takeExtension(tx, { extension: input.extension, kind: 'desk', ownerId: id });
    await followDesk(tx, { after: await insertDesk(tx, id, input) });
    await adoptPhone(tx, id, input);
    await makeCredential(tx, { deskId: id, deskSessionId: null, extension: input.extension });
    const subject = { kind: 'desk' as const, id, label: input.displayName };
    await writeAudit(tx, {
      action: 'desk.created',
      subject,
      details: { mac: input.mac, extension: input.extension },
    });
    const eventId = await writeEvent(tx, {
      type: 'desk',
      what: 'created',
      tenantId: tx.tenantId,
      deskId: id,
    });
    return { row: await getDesk({ ctx: tx, input: { id } }), eventId };
  });
  await ctx.barrier.applied(eventId);
  return row;
}

export function requireKnownVendor(vendor: string): void {
  if (isKnownVendor(vendor)) return;
  const message = `Unknown phone maker. Known are: ${knownVendors.join(', ')}.`;
  throw new HotdeskError('invalid', message, { fields: { vendor: message } });
}

async function insertDesk(ctx: HotdeskContext, id: DeskId, input: CreateDeskInput): Promise<DeskRow> {
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
      createdAt: now(ctx),
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
