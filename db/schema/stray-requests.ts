import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';

/** What came from somewhere and could be laid to no desk. The newest are kept, for a day. */
export const strayRequests = pgTable(
  'stray_requests',
  {
    /**
     * `wrong-token`: a configuration address that opens nothing; `no-token`: a phone's file asked for without one.
     * `mac-scan`: goes through MACs, `sip-ban`: guesses SIP secrets; both are held up for a while.
     */
    what: text('what', { enum: ['wrong-token', 'no-token', 'mac-scan', 'sip-ban'] }).notNull(),
    /** An address. */
    source: text('source').notNull(),
    /** The MAC that it named, unproved; empty = none. */
    mac: text('mac').notNull().default(''),
    count: integer('count').notNull(),
    at: moment('at').notNull(),
    /** Until when it is held up. */
    until: moment('until'),
  },
  (t) => [primaryKey({ columns: [t.what, t.source, t.mac] }), index('stray_requests_at').on(t.at)],
);
