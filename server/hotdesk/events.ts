import { EVENTS_CHANNEL } from '#db/events-channel.ts';
import { events } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';
import type { DeskId, MacAddress, TenantId, UserId } from './ids.ts';

/** What a verb tells the rest of the house, written in the transaction of the change. */
export type HotdeskEvent =
  | {
      type: 'desk';
      what:
        | 'created'
        | 'edited'
        | 'switched'
        | 'settled'
        | 'downloaded'
        | 'registered'
        | 'attention'
        | 'removed';
      tenantId: TenantId;
      deskId: DeskId;
    }
  | { type: 'user'; what: 'created' | 'edited' | 'removed'; tenantId: TenantId; userId: UserId }
  | { type: 'phone'; what: 'seen'; tenantId: TenantId | null; mac: MacAddress }
  | { type: 'tenant'; what: 'edited'; tenantId: TenantId };

/**
 * Writes one event row; returns its number. Call it inside the transaction of the change, whose commit announces it.
 */
export async function writeEvent(
  ctx: Pick<HotdeskContext, 'db' | 'clock'>,
  event: HotdeskEvent,
): Promise<number> {
  const { type, tenantId, ...payload } = event;
  const [row] = await ctx.db
    .insert(events)
    .values({ type, tenantId, payload, at: new Date(ctx.clock.nowMs()) })
    .returning({ id: events.id });
  if (row === undefined) throw new Error('an event row was not written');
  await ctx.db.execute(`notify ${EVENTS_CHANNEL}`);
  return row.id;
}
