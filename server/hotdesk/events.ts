import { sql } from 'drizzle-orm';
import { EVENTS_CHANNEL } from '#db/events-channel.ts';
import { events } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';
import type { DeskId, GatewayId, MacAddress, TenantId, UserId } from './ids.ts';

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
  /** `wanted`: one that is nobody's shall show its code. */
  | { type: 'phone'; what: 'seen' | 'wanted'; tenantId: TenantId | null; mac: MacAddress }
  /** How a phone stands at its maker's redirection service; null = how many do. */
  | { type: 'rps'; tenantId: TenantId; mac: MacAddress | null }
  | { type: 'tenant'; what: 'edited'; tenantId: TenantId }
  /** `state`: how it is doing, which stands in no row. */
  | {
      type: 'gateway';
      what: 'created' | 'edited' | 'removed' | 'state';
      tenantId: TenantId;
      gatewayId: GatewayId;
    }
  /** Somebody called for help, how that goes, or somebody has seen it. */
  | { type: 'emergency'; what: 'called' | 'changed' | 'seen'; tenantId: TenantId; emergencyCallId: number };

type Ctx = Pick<HotdeskContext, 'db' | 'clock'>;

/**
 * Writes one event row; returns its number. Call it inside the transaction of the change, whose commit announces it.
 */
export const writeEvent = (ctx: Ctx, event: HotdeskEvent): Promise<number> => writeEvents(ctx, [event]);

/** Writes several, of which there must be one; returns the number of the last. */
export async function writeEvents(ctx: Ctx, written: readonly HotdeskEvent[]): Promise<number> {
  const at = new Date(ctx.clock.nowMs()).toISOString();
  const values = written.map(
    ({ type, tenantId, ...payload }) =>
      sql`(${tenantId}::text, ${type}::text, ${JSON.stringify(payload)}::jsonb, ${at}::timestamptz)`,
  );
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    with written as (
      insert into ${events} (tenant_id, type, payload, at) values ${sql.join(values, sql`, `)} returning id
    )
    select id, pg_notify(${EVENTS_CHANNEL}, '') from written order by id desc`);
  const [last] = rows;
  if (last === undefined) throw new Error('an event row was not written');
  return Number(last.id);
}
