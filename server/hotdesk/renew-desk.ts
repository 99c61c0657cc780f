import { eq } from 'drizzle-orm';
import { desks } from '#db/schema/index.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { type DeskRow, type DeskWithOccupant, getDesk, lockDesk } from './desks.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import { type DeskId, newSecretToken } from './ids.ts';
import { REARMED_MS } from './let-reset-phone-in.ts';
import type { KnowMakes } from './phone-evidence.ts';
import { reprovisionDesk } from './reprovision-desk.ts';
import { armAgain } from './rps/shared-address.ts';
import { followDesk } from './rps/want-entry.ts';
import { REBOOT_STEP } from './settle.ts';

type Args = { ctx: HotdeskContext; input: { id: string } };

/** A new label token: the printed code no longer opens the desk's page. @throws HotdeskError `not_found` */
export const renewLabel = ({ ctx, input }: Args): Promise<DeskWithOccupant> =>
  change(ctx, input.id, async (tx, desk) => {
    await tx.db
      .update(desks)
      .set({ labelToken: newSecretToken(tx.random) })
      .where(eq(desks.id, desk.id));
    return 'desk.label_renewed';
  });

/**
 * A new configuration token: the old address opens nothing any more. The phone must be told the new one, by PnP when
 * it starts or by hand.
 *
 * @throws HotdeskError `not_found`
 */
export const renewLink = ({ ctx, input }: Args): Promise<DeskWithOccupant> =>
  change(ctx, input.id, async (tx, desk) => {
    await tx.db
      .update(desks)
      .set({ configToken: newSecretToken(tx.random), httpVersion: 0, downloadedVersion: null })
      .where(eq(desks.id, desk.id));
    return 'desk.link_renewed';
  });

/** Lets a factory-reset phone back in, for 15 minutes. @throws HotdeskError `not_found` */
export const rearmDesk = ({ ctx, input }: Args): Promise<DeskWithOccupant> =>
  change(ctx, input.id, async (tx, desk) => {
    const rearmedUntil = new Date(tx.clock.nowMs() + REARMED_MS);
    await tx.db
      .update(desks)
      .set({ rearmedUntil, updatedAt: now(tx) })
      .where(eq(desks.id, desk.id));
    await armAgain(tx, desk.mac, rearmedUntil.getTime());
    return 'desk.rearmed';
  });

/** Tells the phone once more to fetch what it must be. @throws HotdeskError `not_found` */
export const resyncDesk = ({ ctx, input }: Args): Promise<DeskWithOccupant> =>
  change(ctx, input.id, async (tx, desk) => {
    await reprovisionDesk(tx, desk);
    return 'desk.resync_asked';
  });

/**
 * Restarts the phone as soon as it has no call. It is told in its maker's way, as when it did not do what it was asked.
 *
 * @throws HotdeskError `not_found`, `invalid` where nobody knows how to
 */
export const rebootDesk = ({
  ctx,
  input,
  knowMakes,
}: Args & { knowMakes: KnowMakes }): Promise<DeskWithOccupant> =>
  change(ctx, input.id, async (tx, desk) => {
    if (!knowMakes(desk.vendor, desk.model).canReboot)
      throw new HotdeskError('invalid', 'Phones of this make cannot be restarted from here.');
    await reprovisionDesk(tx, desk);
    await tx.db.update(desks).set({ settleStep: REBOOT_STEP }).where(eq(desks.id, desk.id));
    return 'desk.reboot_asked';
  });

async function change(
  ctx: HotdeskContext,
  id: string,
  work: (tx: HotdeskContext, desk: DeskRow) => Promise<AuditEntry['action']>,
): Promise<DeskWithOccupant> {
  const { row, eventId } = await inTransaction(ctx, async (tx) => {
    const desk = await lockDesk(tx, id);
    const action = await work(tx, desk);
    await followDesk(tx, { before: desk, after: await lockDesk(tx, id) });
    await writeAudit(tx, { action, subject: { kind: 'desk', id, label: desk.displayName } });
    const eventId = await writeEvent(tx, {
      type: 'desk',
      what: 'edited',
      tenantId: tx.tenantId,
      deskId: id as DeskId,
    });
    return { row: await getDesk({ ctx: tx, input: { id } }), eventId };
  });
  await ctx.barrier.applied(eventId);
  return row;
}
