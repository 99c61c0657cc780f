import { and, eq } from 'drizzle-orm';
import { phones } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { deskOfMac } from './desk-configuration.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import type { MacAddress } from './ids.ts';
import { waitOtherwise } from './waiting-phones.ts';

/**
 * The phone is nobody's again, and whoever claims it next learns nothing of what this tenant knew of it.
 *
 * @throws HotdeskError `not_found`; `in_use` while it has a desk
 */
export function giveBackPhone({
  ctx,
  input: { mac },
}: {
  ctx: HotdeskContext;
  input: { mac: MacAddress };
}): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const isOurs = and(eq(phones.mac, mac), eq(phones.tenantId, tx.tenantId));
    const [phone] = await tx.db.select().from(phones).where(isOurs).for('update');
    if (phone === undefined) throw new HotdeskError('not_found', 'This phone is not one of yours.');
    if ((await deskOfMac(tx.db, mac)) !== undefined)
      throw new HotdeskError(
        'in_use',
        'This phone has a desk. Delete that, or give it another phone, first.',
      );
    const forgotten = { model: null, firmware: null, ip: null, pnpProblem: null };
    await tx.db
      .update(phones)
      .set({ tenantId: null, ...forgotten, firstSeenAt: now(tx), lastSeenAt: now(tx) })
      .where(eq(phones.mac, mac));
    await waitOtherwise(tx, mac, { expiresAt: now(tx) });
    await writeAudit(tx, { action: 'phone.given_back', subject: { kind: 'phone', id: mac, label: mac } });
    await writeEvent(tx, { type: 'phone', what: 'seen', tenantId: tx.tenantId, mac });
  });
}
