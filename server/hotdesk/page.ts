import type { PageInput } from './schemas.ts';

export type Page<T> = { items: T[]; nextCursor: string | null };

/** Where a page goes on: creation time and id, so that rows made meanwhile are neither skipped nor repeated. */
export type PageCursor = { at: Date; id: string };

export function readCursor({ cursor }: PageInput): PageCursor | undefined {
  if (cursor === undefined) return undefined;
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const date = new Date(at ?? '');
  return id === undefined || Number.isNaN(date.getTime()) ? undefined : { at: date, id };
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
