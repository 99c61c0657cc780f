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
/** The end of an older transaction that writes no events is announced by nobody. */
const HELD_UP_MS = 20;
const BATCH = 500;

type Cursor = { xid: string; id: number };

/** Delivers the event rows that verbs wrote, from now on. */
export async function createOutbox(deps: Deps): Promise<Outbox> {
  return new EventOutbox(deps, await currentCursor(deps.db));
}

/**
 * Only rows below the oldest running transaction are read: a serial number alone would skip a row whose transaction
 * began earlier and commits later.
 */
class EventOutbox implements Outbox {
  readonly #deps: Deps;
  readonly #handlers = new Set<EventHandler>();
  /** Deliveries that the cursor has not passed yet, under way or over. */
  readonly #deliveries = new Map<number, Promise<void>>();
  readonly #stopHearing: () => void;
  #cursor: Cursor;
  #running: Promise<void> | undefined;
  #isAgainWanted = false;
  #isClosed = false;
  #stopPolling: () => void = () => {};
  #stopLooking: () => void = () => {};

  constructor(deps: Deps, cursor: Cursor) {
    this.#deps = deps;
    this.#cursor = cursor;
    this.#stopHearing = deps.onEvents(() => this.#look());
    this.#pollLater();
  }

  subscribe(handler: EventHandler): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  async deliverNow(eventId: number): Promise<void> {
    for (const row of await readTransactionOf(this.#deps.db, eventId)) {
      if (!isBehind(row, this.#cursor)) await this.#deliverOnce(row);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopHearing();
    this.#stopPolling();
    this.#stopLooking();
    await this.#running;
  }

  #pollLater(): void {
    this.#stopPolling = this.#deps.scheduler.after(POLL_MS, () => {
      this.#pollLater();
      this.#look();
    });
  }

  /** Reads until nothing new is there; who looks meanwhile is heard. */
  #look(): void {
    if (this.#isClosed) return;
    this.#isAgainWanted = true;
    this.#running ??= this.#readAll();
  }

  async #readAll(): Promise<void> {
    try {
      while (this.#isAgainWanted && !this.#isClosed) {
        this.#isAgainWanted = false;
        await this.#readOnce();
      }
    } catch (error) {
      this.#deps.log.warn('events could not be read', { error: reasonOf(error) });
    } finally {
      this.#running = undefined;
    }
  }

  async #readOnce(): Promise<void> {
    for (;;) {
      const { rows, isHeldUp } = await readAfter(this.#deps.db, this.#cursor);
      for (const row of rows) {
        await this.#deliverOnce(row);
        this.#cursor = { xid: row.xid, id: row.id };
        this.#deliveries.delete(row.id);
      }
      if (isHeldUp) this.#lookAgainSoon();
      if (rows.length < BATCH) return;
    }
  }

  #lookAgainSoon(): void {
    this.#stopLooking();
    if (!this.#isClosed) this.#stopLooking = this.#deps.scheduler.after(HELD_UP_MS, () => this.#look());
  }

  #deliverOnce(row: EventRow): Promise<void> {
    const known = this.#deliveries.get(row.id);
    if (known !== undefined) return known;
    const delivery = deliver(this.#handlers, toEvent(row), this.#deps.log);
    this.#deliveries.set(row.id, delivery);
    return delivery;
  }
}

/** Behind everything that has been committed: what was before is loaded as state, not as events. */
async function currentCursor(db: Db): Promise<Cursor> {
  const [row] = await db
    .select({ xid: sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text` })
    .from(sql`(select 1) as one`);
  return { xid: row?.xid ?? '0', id: 0 };
}

type EventRow = typeof events.$inferSelect;

type Read = {
  rows: EventRow[];
  /** More was committed, by transactions that are younger than one that still runs. */
  isHeldUp: boolean;
};

async function readAfter(db: Db, cursor: Cursor): Promise<Read> {
  const xid = sql`${cursor.xid}::xid8`;
  const isBelowRunning = sql<boolean>`${events.xid} < pg_snapshot_xmin(pg_current_snapshot())`;
  const found = await db
    .select({ row: events, isBelowRunning })
    .from(events)
    .where(or(gt(events.xid, xid), and(sql`${events.xid} = ${xid}`, gt(events.id, cursor.id))))
    .orderBy(asc(events.xid), asc(events.id))
    .limit(BATCH);
  const rows = found.filter((one) => one.isBelowRunning).map(({ row }) => row);
  return { rows, isHeldUp: rows.length < found.length };
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

/** Never fails: what a handler could not do is said in the log. */
async function deliver(handlers: ReadonlySet<EventHandler>, event: HotdeskEvent, log: Log): Promise<void> {
  for (const handler of handlers) {
    try {
      await handler(event);
    } catch (error) {
      log.error('an event was not handled', { type: event.type, error: reasonOf(error) });
    }
  }
}
