import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, wantedKeys } from './shared.ts';
import { tenants } from './tenants.ts';

/** A person with a number. */
export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    extension: text('extension').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    /** argon2id over an HMAC of the PIN with the server's key. */
    pinHash: text('pin_hash').notNull(),
    hotDesking: boolean('hot_desking').notNull().default(false),
    language: text('language'),
    /** As whom they call outside numbers; null = the gateway's number. */
    callerNumber: text('caller_number'),
    /** On whatever phone they are logged in. */
    keys: wantedKeys(),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('users_tenant_extension').on(t.tenantId, t.extension),
    index('users_tenant_created').on(t.tenantId, t.createdAt),
  ],
);
