import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/**
 * How a phone shall stand at its maker's redirection service, and how it does. The row is the job too: what is wanted is written in
 * the transaction of the change that it follows from, and one process at a time works on it.
 */
export const rpsEntries = pgTable(
  'rps_entries',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    mac: text('mac').notNull(),
    vendor: text('vendor').notNull(),
    /** The desk's name when it was last wanted, for people. */
    label: text('label').notNull(),
    /** A code of `server/hotdesk/rps/providers.ts`; `manual` = the tenant has no account for this maker's phones. */
    provider: text('provider').notNull(),
    wanted: text('wanted', { enum: ['assigned', 'released'] }).notNull(),
    /** Rises with every change of what is wanted: what an older wish came to is not written over a newer one. */
    revision: integer('revision').notNull().default(1),
    state: text('state', {
      enum: ['pending', 'assigned', 'conflict', 'failed', 'manual', 'released'],
    }).notNull(),
    /** A code of `server/hotdesk/rps/error-codes.ts`. */
    errorCode: text('error_code'),
    vendorCode: text('vendor_code'),
    stateAt: moment('state_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** `write`: to bring it there or away. `check`: to look whether it stands there as it was written. */
    task: text('task', { enum: ['write', 'check'] })
      .notNull()
      .default('write'),
    /** When that is to be done (again); null = not before somebody has changed something. */
    dueAt: moment('due_at'),
    /** Somebody has said that another link of the same account may be overwritten. */
    mayReplace: boolean('may_replace').notNull().default(false),
    /** The link that was last sent there from here, noted before it is sent: it may stand there. Null = none of ours does. */
    sentUrl: text('sent_url'),
    /** When it was last read back there. */
    assignedAt: moment('assigned_at'),
    /** What stood there before we first wrote. */
    formerUrl: text('former_url'),
    /** The service's own name of the entry. */
    remoteId: text('remote_id'),
    /** What the phone asks its user for before it follows. */
    pin: text('pin'),
    /** What the last look found there, where that is not what is wanted. */
    foundKind: text('found_kind', { enum: ['absent', 'ours', 'foreign', 'unknown'] }),
    foundUrl: text('found_url'),
    checkedAt: moment('checked_at'),
    /** Whether the phone starts from the address that the account's phones share. */
    isShared: boolean('is_shared').notNull().default(false),
    /** Until when it gets its own files there. */
    armedUntil: moment('armed_until'),
    /** Who let it go, and what the service answered: proof for whom the phone is sold to. */
    releasedBy: text('released_by'),
    releasedAnswer: text('released_answer', { enum: ['released', 'absent', 'foreign', 'other_link'] }),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.mac] }),
    index('rps_entries_due').on(t.tenantId, t.provider, t.dueAt),
  ],
);
