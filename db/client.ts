import { fileURLToPath } from 'node:url';
import { BroadcastChannel } from 'node:worker_threads';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { keepHouse } from './embedded/keep-house.ts';
import { PreparingClient } from './embedded/preparing-client.ts';
import { startEmbeddedDatabase } from './embedded/start.ts';
import { EVENTS_CHANNEL } from './events-channel.ts';
import * as schema from './schema/index.ts';

/** Hands what one connection hears to every thread and every copy of this module in the process. */
const PROCESS_CHANNEL = 'perch-events';
const MIGRATION_LOCK = 7_037_124;
const POOL_SIZE = 10;
const RECONNECT_MS = 1_000;
/** For a connection, or a turn in the pool: who waits longer is better told so. */
const CONNECT_WITHIN_MS = 10_000;
/** A network that drops packets must not leave a transaction, and what it locks, open for ever. */
const POSTGRES_LIMITS = { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 };

/** What a verb asks for at once goes out at once: in a transaction each answer that is waited for is a way to and fro. */
const PIPELINE: pg.PoolConfig & { pipeline: boolean } = { pipeline: true };
/** What a connection has prepared goes with it, so it stays. */
const EMBEDDED = { user: 'postgres', database: 'postgres', Client: PreparingClient, idleTimeoutMillis: 0 };

export type Database = {
  db: NodePgDatabase<typeof schema>;
  pool: pg.Pool;
  /** True for PGlite in `PERCH_DATA`: one process, one machine. */
  isEmbedded: boolean;
  migrate(): Promise<void>;
  /** To be called every minute or so: vacuums what needs it. PostgreSQL does so by itself. */
  keepHouse(): Promise<void>;
  /** Calls `listener` whenever a commit announced events, in whatever process. Answers how to stop. */
  onEvents(listener: () => void): () => void;
  close(): Promise<void>;
};

type Options = {
  /** `DATABASE_URL`, or undefined for the embedded database. */
  url: string | undefined;
  dataFolder: string;
  onError(error: Error): void;
};

export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
  constructor(reason: unknown) {
    super(`DATABASE_URL: the database cannot be used: ${reason instanceof Error ? reason.message : reason}.`);
  }
}

/**
 * Opens PostgreSQL or the embedded database: the same type, the same dialect.
 *
 * @throws DatabaseUnreachable, DataFolderInUse, DataFolderUnusable
 */
export async function openDatabase({ url, dataFolder, onError }: Options): Promise<Database> {
  const embedded = url === undefined ? await startEmbeddedDatabase(dataFolder, EVENTS_CHANNEL) : undefined;
  const config: pg.PoolConfig = embedded
    ? { ...EMBEDDED, host: embedded.socketFolder }
    : { connectionString: url, ...POSTGRES_LIMITS };
  const pool = new pg.Pool({
    ...config,
    ...PIPELINE,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: 'perch',
  });
  pool.on('error', onError);
  const channel = new BroadcastChannel(PROCESS_CHANNEL);
  channel.unref();
  const stopListening = embedded
    ? hearOwnCommits(pool, channel)
    : await listenAlways(config, channel, onError).catch((error: unknown) => {
        throw new DatabaseUnreachable(error);
      });
  const db = drizzle(pool, { schema });
  return {
    db,
    pool,
    isEmbedded: embedded !== undefined,
    migrate: () => migrateOnce(pool),
    keepHouse: async () => (embedded === undefined ? undefined : keepHouse(pool)),
    onEvents: subscribeInProcess,
    async close() {
      await stopListening();
      await pool.end();
      // Until then a connection may still hear of its last commit.
      channel.close();
      await embedded?.stop();
    },
  };
}

/** Every copy of this module in the process may listen, Next's bundle too. */
function subscribeInProcess(listener: () => void): () => void {
  const channel = new BroadcastChannel(PROCESS_CHANNEL);
  channel.unref();
  channel.onmessage = () => listener();
  return () => channel.close();
}

/** PGlite hands a notification to the connection whose commit made it: so every connection of the pool listens. */
function hearOwnCommits(pool: pg.Pool, channel: BroadcastChannel): () => Promise<void> {
  pool.on('connect', (client) => client.on('notification', () => channel.postMessage(null)));
  return async () => {};
}

/** PostgreSQL: one connection that only listens, made anew whenever it breaks. */
async function listenAlways(
  config: pg.PoolConfig,
  channel: BroadcastChannel,
  onError: (error: Error) => void,
) {
  let client: pg.Client | undefined;
  let isClosed = false;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ ...config, application_name: 'perch events' });
    client = next;
    next.on('notification', () => channel.postMessage(null));
    next.on('error', onError);
    next.on('end', connectLater);
    await next.connect();
    await next.query(`listen ${EVENTS_CHANNEL}`);
    // What was committed while nobody listened is found by looking once.
    channel.postMessage(null);
  };
  const connectLater = (): void => {
    if (isClosed) return;
    setTimeout(() => void connect().catch(onError), RECONNECT_MS).unref();
  };
  await connect();
  return async () => {
    isClosed = true;
    await client?.end();
  };
}

/** One process migrates at a time; the others wait and find nothing left to do. */
async function migrateOnce(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
    });
  } finally {
    // The lock ends with the connection.
    client.release(true);
  }
}
