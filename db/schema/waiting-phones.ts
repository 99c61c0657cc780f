import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { phones } from './phones.ts';
import { moment } from './shared.ts';

/** Phones without a desk that were told what to show: first a code by which they are claimed, then whose they are. */
export const waitingPhones = pgTable(
  'waiting_phones',
  {
    mac: text('mac')
      .primaryKey()
      .references(() => phones.mac, { onDelete: 'cascade' }),
    /** In its provisioning path, and later in that of its desk. The code is derived from it with the server's key. */
    token: text('token').notNull(),
    /** HMAC of the code; null = the phone was claimed, or its code was taken back. */
    codeHash: text('code_hash'),
    /** Until when the phone shows something; null = it was claimed, and waits for its desk. */
    expiresAt: moment('expires_at'),
  },
  (t) => [
    uniqueIndex('waiting_phones_token').on(t.token),
    uniqueIndex('waiting_phones_code_hash').on(t.codeHash),
    index('waiting_phones_expires').on(t.expiresAt),
  ],
);
