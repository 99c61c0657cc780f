import { eq, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { desks, phones } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { makeCredential } from './credentials.ts';
import { type DeskWithOccupant, getDesk } from './desks.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import { takeExtension } from './extensions.ts';
import { type DeskId, newId, newSecretToken } from './ids.ts';
import type { CreateDeskInput } from './schemas.ts';
import { isKnownVendor, knownVendors } from './vendors.ts';
import { dateAfterLastDesk } from './version-date.ts';

/**
 * Makes a desk, its hot-desk extension and the credentials that its phone will register with. From the commit on the
 * configuration is served, and a phone that waits by PnP is told.
 *
 * @throws HotdeskError `invalid` (vendor), `duplicate` (extension, MAC)
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
    await insertDesk(tx, id, input);
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

async function insertDesk(ctx: HotdeskContext, id: DeskId, input: CreateDeskInput): Promise<void> {
  const rows = await ctx.db
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
    .returning({ id: desks.id });
  if (rows.length === 0) throw duplicateMac(input.mac);
}

export function duplicateMac(mac: string): HotdeskError {
  const message = `The phone ${mac} has a desk already.`;
  return new HotdeskError('duplicate', message, { fields: { mac: message } });
}

/** What another tenant knew of a phone goes when the phone does. */
function forgotten(tenantId: string, at: Date) {
  const wasAnothers = sql`${phones.tenantId} <> ${tenantId}`;
  const unlessAnothers = (column: AnyPgColumn) => sql`case when ${wasAnothers} then null else ${column} end`;
  return {
    model: unlessAnothers(phones.model),
    firmware: unlessAnothers(phones.firmware),
    ip: unlessAnothers(phones.ip),
    firstSeenAt: sql`case when ${wasAnothers} then ${at.toISOString()}::timestamptz else ${phones.firstSeenAt} end`,
  };
}

/** The phone is this tenant's from now on; what it told of itself fills what was left open. */
export async function adoptPhone(
  ctx: HotdeskContext,
  deskId: string,
  input: Pick<CreateDeskInput, 'mac' | 'vendor' | 'model'>,
): Promise<void> {
  const at = now(ctx);
  const [phone] = await ctx.db
    .insert(phones)
    .values({
      mac: input.mac,
      tenantId: ctx.tenantId,
      vendor: input.vendor,
      model: input.model ?? null,
      firstSeenAt: at,
      lastSeenAt: at,
    })
    .onConflictDoUpdate({
      target: phones.mac,
      set: { tenantId: ctx.tenantId, ...forgotten(ctx.tenantId, at) },
    })
    .returning({ model: phones.model, versionAt: phones.versionAt });
  if (phone?.versionAt) await dateAfterLastDesk(ctx, deskId, phone.versionAt);
  if (input.model !== undefined && input.model !== null) return;
  if (phone?.model) await ctx.db.update(desks).set({ model: phone.model }).where(eq(desks.id, deskId));
}
