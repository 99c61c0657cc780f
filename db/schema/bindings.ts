import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { desks } from './desks.ts';
import { moment } from './shared.ts';
import { sipCredentials } from './sip-credentials.ts';

/** The flow that a phone registered by: where its requests come from and ours go to. */
export type StoredFlow = {
  transport: 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';
  remote: { address: string; port: number };
  local: { address: string; port: number };
};

/** RFC 3261 10: AOR → contact, with expiry. Written before the 200 is sent. */
export const bindings = pgTable(
  'bindings',
  {
    authName: text('auth_name')
      .notNull()
      .references(() => sipCredentials.authName, { onDelete: 'cascade' }),
    /** The contact URI, as RFC 3261 19.1.4 compares it. */
    contact: text('contact').notNull(),
    deskId: text('desk_id')
      .notNull()
      .references(() => desks.id, { onDelete: 'cascade' }),
    callId: text('call_id').notNull(),
    cseq: integer('cseq').notNull(),
    /** 0–1000: RFC 3261 10.2.1.2 `q` in thousandths. */
    qThousandths: integer('q_thousandths').notNull().default(1000),
    path: jsonb('path').$type<string[]>().notNull().default([]),
    flow: jsonb('flow').$type<StoredFlow>().notNull(),
    userAgent: text('user_agent'),
    expiresAt: moment('expires_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.authName, t.contact] }), index('bindings_desk').on(t.deskId)],
);
