import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** What is needed to send the NOTIFY of a PnP subscription (RFC 6665 dialog made by the last SUBSCRIBE). */
export type PnpSubscription = {
  callId: string;
  localTag: string;
  remoteTag: string;
  /** Name-addr of the phone's From without its tag, and of its To. */
  remoteUri: string;
  localUri: string;
  contact: string;
  event: string;
  accept: string;
  source: { address: string; port: number };
  /** Whether a phone of its make and model can show a code by which it is claimed. */
  canShowCode: boolean;
  /** The last CSeq that we used in this dialog. */
  cseq: number;
  at: string;
};

/** Every phone ever heard of, by its MAC. */
export const phones = pgTable(
  'phones',
  {
    mac: text('mac').primaryKey(),
    /** Whose it is; null = heard on the wire, nobody's yet. */
    tenantId: text('tenant_id').references(() => tenants.id, { onDelete: 'set null' }),
    vendor: text('vendor'),
    model: text('model'),
    firmware: text('firmware'),
    ip: text('ip'),
    pnp: jsonb('pnp').$type<PnpSubscription>(),
    /** Why the phone could not be told its address, in words for the administrator. */
    pnpProblem: text('pnp_problem'),
    /** Names that templates ever put into its file: it keeps what it is not told, so they are emptied when they go. */
    toldExtras: jsonb('told_extras').$type<string[]>().notNull().default([]),
    /** What its file was dated with at the last desk that it left. */
    versionAt: moment('version_at'),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
  },
  (t) => [
    index('phones_tenant_first_seen').on(t.tenantId, t.firstSeenAt),
    uniqueIndex('phones_first_seen_mac').on(t.firstSeenAt, t.mac),
  ],
);
