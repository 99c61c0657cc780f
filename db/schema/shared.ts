import { customType, jsonb, timestamp } from 'drizzle-orm/pg-core';

/** A moment, kept as `timestamptz`, read and written as a `Date`. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** PostgreSQL's `xid8`: the transaction that wrote the row. Read as text: it outgrows a number. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/** A key that somebody wants on a phone; what a phone's line and its way in and out are, is not theirs to say. */
export type WantedKey = {
  does: 'speed-dial' | 'blf' | 'voicemail' | 'transfer';
  /** What it dials, watches or transfers to. */
  number: string;
  label: string;
  /** The page of the phone that it is wished on, 1 to 9; null = wherever there is room. */
  page: number | null;
};

/** The most important first. */
export const wantedKeys = () => jsonb('keys').$type<WantedKey[]>().notNull().default([]);
