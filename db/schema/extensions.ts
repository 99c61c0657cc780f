import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { tenants } from './tenants.ts';

/** Every number in use in a tenant, whatever it belongs to: what makes an extension unique across users and desks. */
export const extensions = pgTable(
  'extensions',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    extension: text('extension').notNull(),
    kind: text('kind', { enum: ['user', 'desk'] }).notNull(),
    ownerId: text('owner_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.extension] })],
);
