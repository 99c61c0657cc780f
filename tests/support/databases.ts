import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';
import { onError, openEmbedded } from './embedded-database.ts';
import { postgresMissing, startPostgres } from './postgres.ts';

type Suite = (database: () => Database) => void;

/** One suite on the embedded database and on PostgreSQL: the same verbs, the same rules. */
export function eachDatabase(name: string, suite: Suite): void {
  onEmbedded(`${name} (PGlite)`, suite);
  onPostgres(name, suite);
}

/** What is not about the database, but needs one. */
export function onEmbedded(name: string, suite: Suite): void {
  describe(name, () => onDatabase(suite, openEmbedded));
}

/** What the embedded database, which has one transaction at a time, cannot show. */
export function onPostgres(name: string, suite: Suite): void {
  const title = `${name} (PostgreSQL${postgresMissing === undefined ? '' : `: ${postgresMissing}`})`;
  describe.skipIf(postgresMissing !== undefined)(title, () => onDatabase(suite, openPostgres));
}

type Open = () => Promise<{ database: Database; stop(): Promise<void> }>;

function onDatabase(suite: Suite, open: Open): void {
  let opened: Awaited<ReturnType<Open>> | undefined;
  beforeAll(async () => {
    opened = await open();
    await opened.database.migrate();
  });
  afterAll(async () => {
    await opened?.database.close();
    await opened?.stop();
  });
  suite(() => {
    if (opened === undefined) throw new Error('the database is not open yet');
    return opened.database;
  });
}

async function openPostgres() {
  const server = await startPostgres();
  const database = await openDatabase({ url: await server.createDatabase(), dataFolder: '', onError });
  return { database, stop: () => server.stop() };
}
