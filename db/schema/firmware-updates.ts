import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { desks } from './desks.ts';
import { firmwareFiles } from './firmware-files.ts';
import { moment } from './shared.ts';

/** How a desk's phone comes by other firmware, until it has it: then the row goes. */
export const firmwareUpdates = pgTable(
  'firmware_updates',
  {
    deskId: text('desk_id')
      .primaryKey()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** Of the desk's phone at that time. */
    mac: text('mac').notNull(),
    firmwareId: text('firmware_id')
      .notNull()
      .references(() => firmwareFiles.id, { onDelete: 'cascade' }),
    /** What the phone had before. */
    fromVersion: text('from_version').notNull(),
    /** `told`: its file names it. `asked`: it has begun to fetch it. `fetched`: it has all of it, and starts anew. */
    state: text('state', { enum: ['told', 'asked', 'fetched', 'failed'] }).notNull(),
    /** Why it failed: a code of `server/hotdesk/firmware/update-rules.ts`. */
    reason: text('reason'),
    toldAt: moment('told_at').notNull(),
    /** When it was told to restart, because some look for firmware only then. */
    restartedAt: moment('restarted_at'),
    fetchedAt: moment('fetched_at'),
    failedAt: moment('failed_at'),
    /** When it has failed unless it is further by then; null once it has. */
    dueAt: moment('due_at'),
  },
  (t) => [index('firmware_updates_firmware').on(t.firmwareId), index('firmware_updates_due').on(t.dueAt)],
);
