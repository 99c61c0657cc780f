import { bigint, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** Firmware that an administrator has uploaded. Its bytes are a file of the data folder that is named by `id`. */
export const firmwareFiles = pgTable(
  'firmware_files',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    vendor: text('vendor').notNull(),
    /** As phones of this version name it in their User-Agent. */
    version: text('version').notNull(),
    /** As its maker named it: some phones ask for it by that name. */
    fileName: text('file_name').notNull(),
    /** Models that it is for, as they name themselves. */
    models: jsonb('models').$type<string[]>().notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** Lower-case hex. */
    sha256: text('sha256').notNull(),
    uploadedAt: moment('uploaded_at').notNull(),
    /** The name that people know them by, as it was then. */
    uploadedBy: text('uploaded_by').notNull(),
  },
  (t) => [uniqueIndex('firmware_files_sha256').on(t.tenantId, t.vendor, t.sha256)],
);
