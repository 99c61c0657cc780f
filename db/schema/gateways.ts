import { boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** A way out of the house and into it: an ITSP's trunk or the PBX that is there already. */
export const gateways = pgTable(
  'gateways',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** A name (RFC 3263) or an address. */
    host: text('host').notNull(),
    /** Null: what the name's SRV records say, else the transport's usual one. */
    port: integer('port'),
    transport: text('transport', { enum: ['udp', 'tcp', 'tls'] })
      .notNull()
      .default('udp'),
    /** Whether Perch registers there; else the two know each other by address. */
    registers: boolean('registers').notNull().default(false),
    /** What stands behind the @; null = the host. */
    domain: text('domain'),
    username: text('username'),
    /** The name in digest; null = the user name. */
    authName: text('auth_name'),
    /** Sealed with the server's key. */
    secret: text('secret'),
    /** Who calls out, where neither user nor desk has a number of their own. */
    callerNumber: text('caller_number'),
    /** Further addresses and networks that calls come in from. */
    sources: jsonb('sources').$type<string[]>().notNull().default([]),
    isEnabled: boolean('is_enabled').notNull().default(true),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [index('gateways_tenant_created').on(t.tenantId, t.createdAt)],
);
