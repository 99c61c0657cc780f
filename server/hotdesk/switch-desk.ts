import { eq, sql } from 'drizzle-orm';
import { deskSessions, desks, firmwareUpdates } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, now } from './context.ts';
import { endCredentialsOfDeskSession, makeCredential } from './credentials.ts';
import type { DeskRow, DeskSessionRow } from './desks.ts';
import { writeEvent } from './events.ts';
import type { DeskId } from './ids.ts';
import { datedAfter } from './version-date.ts';

export type EndReason = NonNullable<DeskSessionRow['endReason']>;

/** Until when a phone that has fetched firmware may take to come back with it: telling it anything before is in vain. */
const startsWithNewFirmware = sql`(select ${firmwareUpdates.dueAt} from ${firmwareUpdates}
  where ${firmwareUpdates.deskId} = ${desks.id} and ${firmwareUpdates.state} = 'fetched')`;

/**
 * Every switch goes through here: the configuration version and the epoch rise, the phone is `updating`, the
 * watchdog begins anew, and the event is written that the SIP side acts upon. Answers the event's number.
 */
export async function raiseDesk(ctx: HotdeskContext, desk: Pick<DeskRow, 'id'>): Promise<number> {
  const raised = ctx.db
    .update(desks)
    .set({
      configVersion: sql`${desks.configVersion} + 1`,
      versionAt: datedAfter(ctx, desks.versionAt),
      epoch: sql`${desks.epoch} + 1`,
      phoneState: 'updating',
      phoneReason: null,
      settleStep: 0,
      settleDueAt: sql`greatest(${now(ctx).toISOString()}::timestamptz, ${startsWithNewFirmware})`,
      ...{ switchedAt: now(ctx), toldAt: null, settledAt: null },
      updatedAt: now(ctx),
    })
    .where(eq(desks.id, desk.id));
  const { tenantId } = ctx;
  const event = { type: 'desk', what: 'switched', tenantId, deskId: desk.id as DeskId } as const;
  const [, eventId] = await Promise.all([raised, writeEvent(ctx, event)]);
  return eventId;
}

/** Ends a desk session: its credentials are dead and its bindings gone with the commit. */
export async function endDeskSession(
  ctx: HotdeskContext,
  session: DeskSessionRow,
  why: { reason: EndReason; desk: DeskRow },
): Promise<void> {
  await Promise.all([
    ctx.db
      .update(deskSessions)
      .set({ endedAt: now(ctx), endReason: why.reason })
      .where(eq(deskSessions.id, session.id)),
    endCredentialsOfDeskSession(ctx, session.id),
    writeAudit(ctx, {
      action: 'desk_session.ended',
      subject: { kind: 'desk_session', id: session.id, label: why.desk.displayName },
      details: { deskId: why.desk.id, userId: session.userId, reason: why.reason },
    }),
  ]);
}

/** The desk is nobody's again: new credentials of its own, a new version. Answers the event's number. */
export async function freeDesk(ctx: HotdeskContext, desk: DeskRow): Promise<number> {
  const own = { deskId: desk.id, deskSessionId: null, extension: desk.extension };
  const [, eventId] = await Promise.all([makeCredential(ctx, own), raiseDesk(ctx, desk)]);
  return eventId;
}
