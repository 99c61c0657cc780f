import { and, asc, eq, gt, or, sql } from 'drizzle-orm';
import { events } from '#db/schema/index.ts';
import type { Db } from '#server/hotdesk/context.ts';
import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';

export type EventHandler = (event: HotdeskEvent) => void | Promise<void>;

export type Outbox = {
  /** Handlers are called in the order of the events, one event after the other. Answers how to stop. */
  subscribe(handler: EventHandler): () => void;
  /**
   * Delivers the events of one committed transaction now, whatever older transactions still run, and resolves when
   * every handler has finished. They are not delivered a second time.
   */
  deliverNow(eventId: number): Promise<void>;
  close(): Promise<void>;
};

type Deps = {
  db: Db;
  /** Tells of commits that wrote events; answers how to stop. */
  onEvents: (listener: () => void) => () => void;
  scheduler: Scheduler;
  log: Log;
};

/** A commit that nobody announced is found this late at the most. */
const POLL_MS = 2_000;
const BATCH = 500;

type Cursor = { xid: string; id: number };

/**
 * Delivers the event rows that verbs wrote, from now on. Only rows below the oldest running transaction are read:
 * a serial number alone would skip a row whose transaction began earlier and commits later.
 */
export async function createOutbox({ db, onEvents, scheduler, log }: Deps): Promise<Outbox> {
  const handlers = new Set<EventHandler>();
  let cursor = await currentCursor(db);
  const deliveredEarly = new Set<number>();
  let running: Promise<void> | undefined;
  let isAgainWanted = false;
  let isClosed = false;

  const readOnce = async (): Promise<void> => {
    for (;;) {
      const rows = await readAfter(db, cursor);
      for (const row of rows) {
        if (!deliveredEarly.delete(row.id)) await deliver(handlers, toEvent(row), log);
        cursor = { xid: row.xid, id: row.id };
        deliveredEarly.delete(row.id);
      }
      if (rows.length < BATCH) return;
    }
  };

  const drain = (): Promise<void> => {
    if (running !== undefined) {
      isAgainWanted = true;
      return running;
    }
    running = (async () => {
      do {
        isAgainWanted = false;
        await readOnce();
      } while (isAgainWanted && !isClosed);
    })().finally(() => {
      running = undefined;
    });
    return running;
  };

  const drainQuietly = (): void => {
    if (isClosed) return;
    drain().catch((error: unknown) => log.warn('events could not be read', { error: reasonOf(error) }));
  };

  const stopHearing = onEvents(drainQuietly);
  let stopPolling = (): void => {};
  const poll = (): void => {
    drainQuietly();
    stopPolling = scheduler.after(POLL_MS, poll);
  };
  stopPolling = scheduler.after(POLL_MS, poll);

  return {
    subscribe(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    async deliverNow(eventId) {
      for (const row of await readTransactionOf(db, eventId)) {
        if (isBehind(row, cursor)) continue;
        deliveredEarly.add(row.id);
        await deliver(handlers, toEvent(row), log);
      }
    },
    async close() {
      isClosed = true;
      stopHearing();
      stopPolling();
      await running?.catch(() => {});
    },
  };
}

/** Behind everything that has been committed: what was before is loaded as state, not as events. */
async function currentCursor(db: Db): Promise<Cursor> {
  const [row] = await db
    .select({ xid: sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text` })
    .from(sql`(select 1) as one`);
  return { xid: row?.xid ?? '0', id: 0 };
}

type EventRow = typeof events.$inferSelect;

function readAfter(db: Db, cursor: Cursor): Promise<EventRow[]> {
  const xid = sql`${cursor.xid}::xid8`;
  return db
    .select()
    .from(events)
    .where(
      and(
        or(gt(events.xid, xid), and(sql`${events.xid} = ${xid}`, gt(events.id, cursor.id))),
        sql`${events.xid} < pg_snapshot_xmin(pg_current_snapshot())`,
      ),
    )
    .orderBy(asc(events.xid), asc(events.id))
    .limit(BATCH);
}

function readTransactionOf(db: Db, eventId: number): Promise<EventRow[]> {
  const xid = db.select({ xid: events.xid }).from(events).where(eq(events.id, eventId));
  return db.select().from(events).where(sql`${events.xid} = (${xid})`).orderBy(asc(events.id));
}

function isBehind(row: EventRow, cursor: Cursor): boolean {
  const ahead = BigInt(row.xid) - BigInt(cursor.xid);
  return ahead < 0n || (ahead === 0n && row.id <= cursor.id);
}

const toEvent = (row: EventRow): HotdeskEvent =>
  ({ type: row.type, tenantId: row.tenantId, ...row.payload }) as HotdeskEvent;

async function deliver(handlers: ReadonlySet<EventHandler>, event: HotdeskEvent, log: Log): Promise<void> {
  for (const handler of handlers) {
    try {
      await handler(event);
    } catch (error) {
      log.error('an event was not handled', { type: event.type, error: reasonOf(error) });
    }
  }
}
