import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment, kept as `timestamptz`, read and written as a `Date`. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** PostgreSQL's `xid8`: the transaction that wrote the row. Read as text: it outgrows a number. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
