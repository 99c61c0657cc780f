import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { desks } from './desks.ts';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';
import { users } from './users.ts';

/** A user at a desk for a time. Open while `endedAt` is null. */
export const deskSessions = pgTable(
  'desk_sessions',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    deskId: text('desk_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** Null once the user was removed: the ended desk session stays, for the phone that missed its end. */
    userId: text('user_id').references(() => users.id, { onDelete: 'set null' }),
    /** 1 … as many as the tenant allows a user: what makes a second open desk session possible, and a third not. */
    userSlot: integer('user_slot').notNull(),
    via: text('via', { enum: ['dial', 'qr', 'kiosk', 'admin', 'api', 'policy'] }).notNull(),
    state: text('state', { enum: ['switched', 'settled', 'attention'] })
      .notNull()
      .default('switched'),
    startedAt: moment('started_at').notNull(),
    settledAt: moment('settled_at'),
    endedAt: moment('ended_at'),
    endReason: text('end_reason', {
      enum: [
        'logged_out',
        'taken_over',
        'logged_in_elsewhere',
        'admin',
        'user_removed',
        'desk_removed',
        'policy',
      ],
    }),
  },
  (t) => [
    uniqueIndex('desk_sessions_open_desk').on(t.deskId).where(sql`ended_at is null`),
    uniqueIndex('desk_sessions_open_user_slot').on(t.userId, t.userSlot).where(sql`ended_at is null`),
    index('desk_sessions_tenant_started').on(t.tenantId, t.startedAt),
  ],
);
