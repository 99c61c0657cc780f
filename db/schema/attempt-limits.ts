import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';

/**
 * Wrong PINs in a row, and until when nobody may try. Keyed by what was tried, whether it exists or not:
 * an extension that does not exist counts and locks like one that does.
 */
export const attemptLimits = pgTable(
  'attempt_limits',
  {
    /** What is counted: an extension of a tenant, a desk, a source (address, API token), or a tenant's claims of phones. */
    scope: text('scope', { enum: ['extension', 'desk', 'source', 'portal', 'claim'] }).notNull(),
    key: text('key').notNull(),
    /** With fractions: what many share is forgotten evenly. */
    failures: doublePrecision('failures').notNull().default(0),
    /** How many times it has locked since the last success: a minute, doubling to half an hour. */
    locks: integer('locks').notNull().default(0),
    lockedUntil: moment('locked_until'),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.key] })],
);
