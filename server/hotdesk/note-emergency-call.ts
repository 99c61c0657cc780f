import { and, eq } from 'drizzle-orm';
import { type EmergencyPlace, emergencyCalls, mailJobs } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { readSettings } from './change-settings.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { type DeskWithOccupant, getDesk } from './desks.ts';
import { emergencyMail } from './emergency-mail.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import type { TenantSettings } from './tenant-settings.ts';

export type EmergencyOutcome = 'calling' | 'routed' | 'no_route' | 'failed' | 'test';

type NoteInput = {
  deskId: string;
  /** As it was dialled. */
  number: string;
  isTest: boolean;
  outcome: EmergencyOutcome;
};

/**
 * Writes down that somebody called for help, tells those who are to know, and answers the number of the record. The
 * call itself does not wait for this.
 *
 * @throws HotdeskError `not_found`
 */
export async function noteEmergencyCall({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: NoteInput;
}): Promise<{ emergencyCallId: number }> {
  return inTransaction(ctx, async (tx) => {
    const found = await getDesk({ ctx: tx, input: { id: input.deskId } });
    const settings = await readSettings(tx);
    const place = placeOf(found.desk, settings);
    const callerNumber = emergencyCallerNumber(found.desk, settings);
    const caller = found.occupant && `${found.occupant.extension} ${found.occupant.name}`;
    const at = now(tx);
    const { number, isTest, outcome, deskId } = input;
    const [row] = await tx.db
      .insert(emergencyCalls)
      .values({ tenantId: tx.tenantId, deskId, at, number, isTest, place, caller, callerNumber, outcome })
      .returning({ id: emergencyCalls.id });
    if (row === undefined) throw new Error('an emergency call was not written');
    await auditCall(tx, found, input);
    const alert = { number, isTest, place, caller, callerNumber, at: at.toISOString() };
    const { emergencyAlertEmails: recipients, language } = settings;
    if (recipients.length > 0) {
      const mail = emergencyMail(alert, language);
      await tx.db
        .insert(mailJobs)
        .values({ tenantId: tx.tenantId, recipients, ...mail, createdAt: at, dueAt: at });
    }
    await tellEmergency(tx, 'called', row.id);
    return { emergencyCallId: row.id };
  });
}

/** How it went. `gateway`: the name of the one that took it. @throws HotdeskError `not_found` */
export async function noteEmergencyOutcome({
  ctx,
  input: { emergencyCallId, outcome, gateway },
}: {
  ctx: HotdeskContext;
  input: { emergencyCallId: number; outcome: EmergencyOutcome; gateway: string | null };
}): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .update(emergencyCalls)
      .set({ outcome, gateway })
      .where(and(eq(emergencyCalls.tenantId, tx.tenantId), eq(emergencyCalls.id, emergencyCallId)))
      .returning({ id: emergencyCalls.id });
    if (rows.length === 0) throw new HotdeskError('not_found', 'There is no such emergency call.');
    await tellEmergency(tx, 'changed', emergencyCallId);
  });
}

type Placed = { displayName: string; site: string | null; floor: string | null };

/** Where a desk is, as it is told to those who help. */
export function placeOf({ displayName, site, floor }: Placed, { sites }: TenantSettings): EmergencyPlace {
  return { desk: displayName, site, floor, address: (site && sites[site]?.address) || null };
}

/** Who calls in an emergency: the desk's number, its site's, the route's. */
export function emergencyCallerNumber(
  { callerNumber, site }: { callerNumber: string | null; site: string | null },
  { sites, emergencyRoute }: TenantSettings,
): string | null {
  return callerNumber ?? (site === null ? null : sites[site]?.callerNumber) ?? emergencyRoute.callerNumber;
}

async function auditCall(
  ctx: HotdeskContext,
  { desk }: DeskWithOccupant,
  { number, isTest, outcome }: NoteInput,
): Promise<void> {
  await writeAudit(ctx, {
    action: isTest ? 'emergency.tested' : 'emergency.called',
    subject: { kind: 'desk', id: desk.id, label: desk.displayName },
    details: { number, outcome },
  });
}

/** Tells the screens. */
export async function tellEmergency(
  ctx: HotdeskContext,
  what: 'called' | 'changed' | 'seen',
  emergencyCallId: number,
): Promise<void> {
  await writeEvent(ctx, { type: 'emergency', what, tenantId: ctx.tenantId, emergencyCallId });
}
