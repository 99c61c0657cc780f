import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, wantedKeys } from './shared.ts';
import { tenants } from './tenants.ts';

/**
 * A desk: a phone, its hot-desk extension, its place, its QR code.
 *
 * `configVersion` rises with every switch and every change of what the phone is told; `epoch` rises with every
 * change that the SIP part must know before it acts.
 */
export const desks = pgTable(
  'desks',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    displayName: text('display_name').notNull(),
    extension: text('extension').notNull(),
    mac: text('mac').notNull(),
    vendor: text('vendor').notNull(),
    model: text('model'),
    serial: text('serial'),
    provisioning: text('provisioning', { enum: ['pnp', 'rps', 'link'] }).notNull(),
    network: text('network', { enum: ['lan', 'sbc'] }).notNull(),
    site: text('site'),
    floor: text('floor'),
    /** Who calls in an emergency: a number that leads back to this desk. Null = its site's. */
    callerNumber: text('caller_number'),
    /** On its phone, whoever sits there, behind their own. */
    keys: wantedKeys(),
    /** In the QR code: opens the desk's page, never a configuration. */
    labelToken: text('label_token').notNull(),
    /** In the provisioning path: opens configurations, never a page. */
    configToken: text('config_token').notNull(),
    configVersion: integer('config_version').notNull().default(1),
    epoch: integer('epoch').notNull().default(1),
    phoneState: text('phone_state', { enum: ['settled', 'updating', 'attention'] })
      .notNull()
      .default('updating'),
    /** Why the phone needs attention: a code of `server/hotdesk/phone-state.ts`. */
    phoneReason: text('phone_reason'),
    /** The version whose per-phone file was last sent whole (or answered 304). */
    downloadedVersion: integer('downloaded_version'),
    downloadedAt: moment('downloaded_at'),
    /** The auth user name under which a live binding was last made. */
    registeredAuthName: text('registered_auth_name'),
    /** Next step of the watchdog: 0 = first check-sync, 1 = again, 2 = stronger way, 3 = needs attention. */
    settleStep: integer('settle_step').notNull().default(0),
    settleDueAt: moment('settle_due_at'),
    /** The last switch, and how the phone came after: told, (downloaded, above), registered, settled. */
    switchedAt: moment('switched_at'),
    /** What its phone's file is dated with: rises with `configVersion`, and above every date this phone ever had. */
    versionAt: moment('version_at').notNull(),
    toldAt: moment('told_at'),
    /** When the live binding under `registeredAuthName` was first made. */
    registeredAt: moment('registered_at'),
    settledAt: moment('settled_at'),
    /** Version of the HTTP credentials that the phone has proved to hold; 0 = none yet. */
    httpVersion: integer('http_version').notNull().default(0),
    /** Until when a factory-reset phone gets its configuration without HTTP credentials. */
    rearmedUntil: moment('rearmed_until'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
    /** Set when the desk was removed but its phone may still fetch the release configuration. */
    releasedAt: moment('released_at'),
  },
  (t) => [
    uniqueIndex('desks_mac').on(t.mac).where(sql`released_at is null`),
    uniqueIndex('desks_label_token').on(t.labelToken),
    uniqueIndex('desks_config_token').on(t.configToken),
    index('desks_tenant_created').on(t.tenantId, t.createdAt),
    index('desks_settle_due').on(t.settleDueAt),
  ],
);
