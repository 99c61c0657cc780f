import { HotdeskError } from './errors.ts';
import type { PageInput } from './schemas.ts';

export type Page<T> = { items: T[]; nextCursor: string | null };

/** Where a page goes on: creation time and id, so that rows made meanwhile are neither skipped nor repeated. */
export type PageCursor = { at: Date; id: string };

/** @throws HotdeskError `invalid` for a cursor that no page gave */
export function readCursor({ cursor }: PageInput): PageCursor | undefined {
  if (cursor === undefined) return undefined;
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const isTime = at !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at));
  if (!isTime || id === undefined || !/^\w{1,64}$/.test(id)) throw strangeCursor();
  return { at: new Date(at), id };
}

export function strangeCursor(): HotdeskError {
  const message = 'This cursor was not given by a page of this list.';
  return new HotdeskError('invalid', message, { fields: { cursor: message } });
}

/** Cuts a list that was read with one row too many. */
export function toPage<Row, View>(
  rows: readonly Row[],
  limit: number,
  read: { view: (row: Row) => View; at: (row: Row) => Date; id: (row: Row) => string },
): Page<View> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  const nextCursor = hasMore
    ? Buffer.from(`${read.at(last).toISOString()} ${read.id(last)}`).toString('base64url')
    : null;
  return { items: kept.map(read.view), nextCursor };
}
