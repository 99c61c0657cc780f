import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';

/** One row: what this installation is, before anybody owns it and after. */
export const installation = pgTable('installation', {
  id: integer('id').primaryKey().default(1),
  /** SHA-256 over the server's key with a fixed label: a start with another key is refused. */
  secretFingerprint: text('secret_fingerprint').notNull(),
  /** SHA-256 of the one-time set-up token; null once the first tenant exists. */
  setupTokenHash: text('setup_token_hash'),
  /** Until when phones of nobody that ask for a configuration show a code; null = they are left as they are. */
  codesUntil: moment('codes_until'),
  createdAt: moment('created_at').notNull(),
});
