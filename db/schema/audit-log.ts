import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** Who did what to what, where, when, through which door. Written in the transaction of the change. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    tenantId: text('tenant_id').references(() => tenants.id, { onDelete: 'cascade' }),
    at: moment('at').notNull(),
    actorKind: text('actor_kind', { enum: ['user', 'admin', 'api', 'phone', 'system'] }).notNull(),
    actorId: text('actor_id'),
    /** The name that people know the actor by, as it was then. */
    actorLabel: text('actor_label').notNull(),
    door: text('door', {
      enum: ['dial', 'qr', 'kiosk', 'admin', 'api', 'policy', 'phone', 'system'],
    }).notNull(),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    subjectLabel: text('subject_label').notNull(),
    source: text('source'),
    details: jsonb('details').$type<Record<string, string | number | boolean | null>>().notNull().default({}),
  },
  (t) => [index('audit_log_tenant_id').on(t.tenantId, t.id)],
);
