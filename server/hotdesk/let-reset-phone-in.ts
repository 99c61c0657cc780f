import { eq } from 'drizzle-orm';
import { desks } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, type HotdeskDeps, now } from './context.ts';
import type { DeskRow } from './desks.ts';
import { writeEvent } from './events.ts';
import type { DeskId, MacAddress, TenantId } from './ids.ts';

/** How long a phone that was reset may fetch its configuration without HTTP credentials. */
export const REARMED_MS = 15 * 60_000;
/** A phone that keeps asking is not written down each time. */
const RENEWED_AFTER_MS = 60_000;

/**
 * A phone that has our configuration does not ask by plug and play, because that turns it off: one that asks was reset
 * and has lost its HTTP credentials. It is let back in for 15 minutes.
 */
export async function letResetPhoneIn(deps: HotdeskDeps, desk: DeskRow): Promise<void> {
  const wasNeverGivenAny = desk.downloadedVersion === null && desk.httpVersion === 0;
  const leftMs = (desk.rearmedUntil?.getTime() ?? 0) - deps.clock.nowMs();
  if (wasNeverGivenAny || leftMs > REARMED_MS - RENEWED_AFTER_MS) return;
  const mac = desk.mac as MacAddress;
  const actor = { kind: 'phone' as const, mac, label: desk.displayName, door: 'phone' as const, source: mac };
  const eventId = await deps.db.transaction(async (db) => {
    const tx: HotdeskContext = { ...deps, db, tenantId: desk.tenantId as TenantId, actor };
    await db
      .update(desks)
      .set({ rearmedUntil: new Date(now(tx).getTime() + REARMED_MS) })
      .where(eq(desks.id, desk.id));
    const subject = { kind: 'desk' as const, id: desk.id, label: desk.displayName };
    await writeAudit(tx, { action: 'desk.rearmed', subject, details: { mac, by: 'plug and play' } });
    const { tenantId } = tx;
    return writeEvent(tx, { type: 'desk', what: 'edited', tenantId, deskId: desk.id as DeskId });
  });
  // It asks for its files the moment that it is told.
  await deps.barrier.applied(eventId);
}
