import { sql } from 'drizzle-orm';
import { boolean, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { firmwareFiles } from './firmware-files.ts';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** What is wanted of a model's phones. */
export type FirmwareWish = {
  /** Null = nothing: they keep what they have. */
  firmwareId: string | null;
  /** Null = everywhere. */
  sites: string[] | null;
};

/** Which firmware the phones of a model shall have, and where by now. */
export const firmwareRollOuts = pgTable(
  'firmware_roll_outs',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    vendor: text('vendor').notNull(),
    model: text('model').notNull(),
    firmwareId: text('firmware_id').references(() => firmwareFiles.id),
    sites: jsonb('sites').$type<string[]>(),
    isPaused: boolean('is_paused').notNull().default(false),
    /** Why, where it was not a person who paused it: a code of `server/hotdesk/firmware/pause-if-failing.ts`. */
    pauseReason: text('pause_reason'),
    /** What the last change took away: undo puts it back. */
    previous: jsonb('previous').$type<FirmwareWish>().notNull(),
    updatedAt: moment('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (t) => [uniqueIndex('firmware_roll_outs_model').on(t.tenantId, t.vendor, sql`lower(${t.model})`)],
);
