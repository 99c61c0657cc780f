import { and, eq, inArray, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import { deskSessions, desks, firmwareRollOuts, firmwareUpdates, phones } from '#db/schema/index.ts';
import type { HotdeskContext } from '../context.ts';
import { isSomebodyAt } from '../desk-configuration.ts';
import { reprovisionDesk } from '../reprovision-desk.ts';

type Model = Pick<typeof firmwareRollOuts.$inferSelect, 'id' | 'tenantId' | 'vendor' | 'model'>;

/** A desk whose phone is of this model. For a query that joins `phones`. */
export const isOfModel = (vendor: unknown, model: unknown) =>
  and(
    sql`${desks.vendor} = ${vendor}`,
    sql`lower(coalesce(${phones.model}, ${desks.model})) = lower(${model})`,
  );

/** The desk's site is one of those that the rollOut names, or it names none. */
export const isWantedThere = sql`(${firmwareRollOuts.sites} is null
  or coalesce(${firmwareRollOuts.sites} @> to_jsonb(${desks.site}), false))`;

export const nobodyIsThere = ({ db }: Pick<HotdeskContext, 'db'>) =>
  notExists(
    db
      .select({ id: deskSessions.id })
      .from(deskSessions)
      .where(and(eq(deskSessions.deskId, desks.id), isNull(deskSessions.endedAt))),
  );

/**
 * Phones that were told of firmware which is not wanted there any more, and have not fetched all of it, are told
 * otherwise. Answers how many. What has been fetched is on its way into the phone, and nobody can call that back.
 */
export async function withdrawUpdates(tx: HotdeskContext, rollOut: Model): Promise<number> {
  const rows = await tx.db
    .select({ desk: desks })
    .from(firmwareUpdates)
    .innerJoin(desks, eq(desks.id, firmwareUpdates.deskId))
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .innerJoin(firmwareRollOuts, eq(firmwareRollOuts.id, rollOut.id))
    .where(
      and(
        eq(desks.tenantId, tx.tenantId),
        isOfModel(rollOut.vendor, rollOut.model),
        inArray(firmwareUpdates.state, ['told', 'asked']),
        sql`not (not ${firmwareRollOuts.isPaused}
          and ${firmwareRollOuts.firmwareId} is not distinct from ${firmwareUpdates.firmwareId}
          and ${isWantedThere})`,
      ),
    )
    .orderBy(desks.id)
    .for('no key update', { of: desks });
  for (const { desk } of rows) {
    await tx.db.delete(firmwareUpdates).where(eq(firmwareUpdates.deskId, desk.id));
    // The file of an occupied desk does not name it anyway.
    if (desk.releasedAt === null && !(await isSomebodyAt(tx.db, desk.id))) await reprovisionDesk(tx, desk);
  }
  return rows.length;
}

/** Those phones count as not tried yet. */
export async function forgetFailures(tx: HotdeskContext, rollOut: Model): Promise<void> {
  const ofModel = tx.db
    .select({ id: desks.id })
    .from(desks)
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .where(and(eq(desks.tenantId, tx.tenantId), isOfModel(rollOut.vendor, rollOut.model)));
  await tx.db
    .delete(firmwareUpdates)
    .where(and(eq(firmwareUpdates.state, 'failed'), inArray(firmwareUpdates.deskId, ofModel)));
}

/** Whether anything is rolled out or under way at all: as a rule nothing is. */
export async function hasFirmwareToRollOut({ db }: Pick<HotdeskContext, 'db'>): Promise<boolean> {
  const rolledOut = await db
    .select({ id: firmwareRollOuts.id })
    .from(firmwareRollOuts)
    .where(isNotNull(firmwareRollOuts.firmwareId))
    .limit(1);
  if (rolledOut.length > 0) return true;
  return (await db.select({ id: firmwareUpdates.deskId }).from(firmwareUpdates).limit(1)).length > 0;
}
