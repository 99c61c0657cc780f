import { bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { desks } from './desks.ts';
import { moment } from './shared.ts';

/** What a desk's phone has asked for last, and what it was answered. Some fifty are kept a desk. */
export const phoneRequests = pgTable(
  'phone_requests',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    deskId: text('desk_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** Of the desk's phone at that time. */
    mac: text('mac').notNull(),
    /** The MAC that the request named, where it is another one. */
    otherMac: text('other_mac'),
    at: moment('at').notNull(),
    method: text('method').notNull(),
    /** The file's name, as asked for. */
    name: text('name').notNull(),
    status: integer('status').notNull(),
    /** A code of `server/hotdesk/seen-request.ts`. */
    outcome: text('outcome').notNull(),
    /** The configuration version that was served. */
    version: integer('version'),
    bytes: integer('bytes').notNull(),
    /** From the request to the end of the answer. */
    durationMs: integer('duration_ms').notNull(),
    source: text('source').notNull(),
    userAgent: text('user_agent'),
  },
  (t) => [index('phone_requests_desk').on(t.deskId, t.id)],
);
