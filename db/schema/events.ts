import { sql } from 'drizzle-orm';
import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, xid8 } from './shared.ts';

/**
 * What happened, written in the transaction of the change and read by each process with a cursor of its own.
 * `xid` lets a reader stay below the oldest running transaction: serial numbers alone skip rows that commit late.
 */
export const events = pgTable(
  'events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    tenantId: text('tenant_id'),
    type: text('type').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    at: moment('at').notNull(),
  },
  (t) => [index('events_xid_id').on(t.xid, t.id)],
);
