import { jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** One setting in its maker's own words. */
export type TemplateSetting = { name: string; value: string };

/** What an administrator wants in the files of a maker's phones beside what stands there anyway. */
export const phoneTemplates = pgTable(
  'phone_templates',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    vendor: text('vendor').notNull(),
    scope: text('scope', { enum: ['tenant', 'model', 'site', 'desk'] }).notNull(),
    /** The model, the site's name or the desk's id; empty for all of the tenant's. */
    about: text('about').notNull(),
    settings: jsonb('settings').$type<TemplateSetting[]>().notNull(),
    /** What the last change took away: undo puts it back. */
    previous: jsonb('previous').$type<TemplateSetting[]>().notNull(),
    updatedAt: moment('updated_at').notNull(),
    /** The name that people know them by, as it was then. */
    updatedBy: text('updated_by').notNull(),
  },
  (t) => [uniqueIndex('phone_templates_where').on(t.tenantId, t.vendor, t.scope, t.about)],
);
