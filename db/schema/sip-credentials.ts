import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { deskSessions } from './desk-sessions.ts';
import { desks } from './desks.ts';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/**
 * What a phone registers and calls with. One row a desk session, one row each time a desk becomes free.
 * The secret is derived from the server's key and the name (`server/hotdesk/derived-secrets.ts`), never stored.
 */
export const sipCredentials = pgTable(
  'sip_credentials',
  {
    /** Auth user name: random, unique in the installation. */
    authName: text('auth_name').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    deskId: text('desk_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    /** Null = the desk's own, for while it is free. */
    deskSessionId: text('desk_session_id').references(() => deskSessions.id, { onDelete: 'cascade' }),
    /** The SIP user that it registers as: the desk's or the user's extension. */
    extension: text('extension').notNull(),
    createdAt: moment('created_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [index('sip_credentials_desk').on(t.deskId), index('sip_credentials_ended').on(t.endedAt)],
);
