import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** No maker publishes a limit; one who was careful calls every two seconds. */
export const DEFAULT_CALLS_PER_MINUTE = 30;

/** A tenant's account at a phone maker's redirection service. */
export const rpsAccounts = pgTable(
  'rps_accounts',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    /** A code of `server/hotdesk/rps/providers.ts`. */
    provider: text('provider').notNull(),
    /** JSON of all fields, sealed with the server's key. */
    credentials: text('credentials').notNull(),
    /** The names of the fields that are set. */
    fields: jsonb('fields').$type<string[]>().notNull(),
    /** How often the service may be called. */
    callsPerMinute: integer('calls_per_minute').notNull().default(DEFAULT_CALLS_PER_MINUTE),
    /** Nothing is written: each phone is only looked up, and it is told what would be done. */
    isDryRun: boolean('is_dry_run').notNull().default(false),
    /** How the last test went; null = never tested since the credentials changed. */
    testedAt: moment('tested_at'),
    testError: text('test_error'),
    /** No call before: the service asked to be left alone. */
    pausedUntil: moment('paused_until'),
    /** The process that works for this account, and until when that is believed. */
    leasedBy: text('leased_by'),
    leasedUntil: moment('leased_until'),
    /** In the address that phones of this account share, where the service keeps no link for each. */
    sharedToken: text('shared_token').notNull().unique(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.provider] })],
);
