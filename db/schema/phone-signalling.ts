import { pgTable, text } from 'drizzle-orm/pg-core';
import { desks } from './desks.ts';
import { moment } from './shared.ts';

/** What went wrong last, or well, between a desk's phone and us over SIP. For people only: nothing is decided by it. */
export const phoneSignalling = pgTable('phone_signalling', {
  deskId: text('desk_id')
    .primaryKey()
    .references(() => desks.id, { onDelete: 'cascade' }),
  /** The last NOTIFY that told it to look again. */
  notifiedAt: moment('notified_at'),
  notifyEvent: text('notify_event'),
  notifyOutcome: text('notify_outcome', {
    enum: ['taken', 'unknown-event', 'no-subscription', 'refused', 'unreachable'],
  }),
  /** Its last REGISTER that was turned down. */
  refusedAt: moment('refused_at'),
  refusedFor: text('refused_for', {
    enum: ['ended-credentials', 'wrong-credentials', 'other-extension', 'no-tls'],
  }),
  refusedFrom: text('refused_from'),
});
