import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';
import { eachDatabase } from '../support/databases.ts';
import { postgresMissing, startPostgres } from '../support/postgres.ts';

/** Resolves when `onEvents` has called `count` times. */
function heard(database: Database, count: number): Promise<void> {
  return new Promise((resolve) => {
    let calls = 0;
    const stop = database.onEvents(() => {
      calls += 1;
      if (calls < count) return;
      stop();
      resolve();
    });
  });
}

eachDatabase('announcements of commits', (database) => {
  it('are heard, 200 of 200, whatever connection made them', async () => {
    const all = heard(database(), 200);
    await Promise.all(Array.from({ length: 200 }, () => database().pool.query('notify perch')));
    await all;
  });

  it('come at the commit of a transaction, and not for one that is rolled back', async () => {
    let calls = 0;
    const stop = database().onEvents(() => {
      calls += 1;
    });
    const client = await database().pool.connect();
    await client.query('begin');
    await client.query('notify perch');
    await client.query('rollback');
    await client.query('begin');
    const committed = heard(database(), 1);
    await client.query('notify perch');
    await nextTurn();
    expect(calls).toBe(0);
    await client.query('commit');
    client.release();
    await committed;
    stop();
    expect(calls).toBe(1);
  });

  it('reach other threads of the process', async () => {
    const script = `
      const { BroadcastChannel, parentPort } = require('node:worker_threads');
      const channel = new BroadcastChannel('perch-events');
      channel.onmessage = () => { parentPort.postMessage('heard'); channel.close(); };
      parentPort.postMessage('listening');`;
    const worker = new Worker(script, { eval: true });
    const said: string[] = [];
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.on('message', (word: string) => {
      said.push(word);
      if (word === 'listening') void database().pool.query('notify perch');
    });
    await ended;
    expect(said).toEqual(['listening', 'heard']);
  });
});

describe.skipIf(postgresMissing !== undefined)(
  `PostgreSQL in several processes ${postgresMissing ?? ''}`,
  () => {
    it('is heard again, without a gap, after its connection was cut', async () => {
      const server = await startPostgres();
      const url = await server.createDatabase();
      const database = await openDatabase({ url, dataFolder: '', onError: () => {} });
      const other = new pg.Client({ connectionString: url });
      await other.connect();
      const first = heard(database, 1);
      await other.query('notify perch');
      await first;
      // The listener looks once by itself when it is back, so that nothing is missed in between.
      const back = heard(database, 1);
      await other.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'perch events'`,
      );
      await back;
      const again = heard(database, 1);
      await other.query('notify perch');
      await again;
      await other.end();
      await database.close();
      await server.stop();
    });
  },
);
