import { bigserial, boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { desks } from './desks.ts';
import { moment } from './shared.ts';
import { type CivicAddress, tenants } from './tenants.ts';

/** Where somebody called for help from, as it was then. */
export type EmergencyPlace = {
  desk: string;
  site: string | null;
  floor: string | null;
  address: CivicAddress | null;
};

/** Every emergency call, and every test of one. */
export const emergencyCalls = pgTable(
  'emergency_calls',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    /** Null once the desk is gone. */
    deskId: text('desk_id').references(() => desks.id, { onDelete: 'set null' }),
    at: moment('at').notNull(),
    number: text('number').notNull(),
    isTest: boolean('is_test').notNull(),
    place: jsonb('place').$type<EmergencyPlace>().notNull(),
    /** Who sat there; null where nobody did. */
    caller: text('caller'),
    callerNumber: text('caller_number'),
    outcome: text('outcome', { enum: ['calling', 'routed', 'no_route', 'failed', 'test'] }).notNull(),
    /** The name of the gateway that took it. */
    gateway: text('gateway'),
    /** When somebody said that they have seen it, and who. */
    seenAt: moment('seen_at'),
    seenBy: text('seen_by'),
  },
  (t) => [index('emergency_calls_tenant_id').on(t.tenantId, t.id)],
);
