import { bigserial, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './shared.ts';
import { tenants } from './tenants.ts';

/** A mail that is to be sent once, written in the transaction of what it tells of. */
export const mailJobs = pgTable(
  'mail_jobs',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'cascade' }),
    recipients: jsonb('recipients').$type<string[]>().notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    createdAt: moment('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When to try (again); null = sent or given up. */
    dueAt: moment('due_at'),
    sentAt: moment('sent_at'),
    error: text('error'),
  },
  (t) => [index('mail_jobs_due').on(t.dueAt)],
);
