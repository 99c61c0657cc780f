import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';

describe('the embedded database, served to many connections', () => {
  let folder = '';
  let database: Database;
  const open = () => openDatabase({ url: undefined, dataFolder: folder, onError: () => {} });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'perch-embedded-'));
    database = await open();
    await database.pool.query('create table written (n integer primary key)');
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives every connection the answer to its own question', async () => {
    const ask = async (n: number) =>
      (await database.pool.query(`select $1::int as n, 'q${n % 7}' as q`, [n])).rows[0];
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => ask(n)));
    expect(answers).toEqual(Array.from({ length: 300 }, (_, n) => ({ n, q: `q${n % 7}` })));
  });

  it('keeps everybody else out while a connection is in a transaction', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query('insert into written values (1)');
    const seen = database.pool.query('select count(*)::int as rows from written');
    await client.query('rollback');
    client.release();
    expect((await seen).rows).toEqual([{ rows: 0 }]);
  });

  it('rolls back a client that dies in a transaction, and goes on with the others', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query('insert into written values (2)');
    client.release(new Error('gone'));
    const { rows } = await database.pool.query('select count(*)::int as rows from written');
    expect(rows).toEqual([{ rows: 0 }]);
  });

  it('keeps what each connection has prepared apart, and forgets it with the connection', async () => {
    const [one, other] = [await database.pool.connect(), await database.pool.connect()];
    const ask = async (client: pg.PoolClient, text: string) =>
      (await client.query({ name: 'same', text })).rows[0];
    expect(await ask(one, 'select 1 as n')).toEqual({ n: 1 });
    expect(await ask(other, 'select 2 as n')).toEqual({ n: 2 });
    expect(await ask(one, 'select 1 as n')).toEqual({ n: 1 });
    const prepared = async () =>
      (await other.query('select count(*)::int as n from pg_prepared_statements')).rows[0].n;
    const before = await prepared();
    one.release(true);
    await expect.poll(prepared).toBeLessThan(before);
    other.release();
  });

  it('vacuums a table of which much was replaced, and leaves the others alone', async () => {
    const { pool } = database;
    await database.keepHouse();
    const sizeOf = async () => (await pool.query(`select pg_relation_size('often') as bytes`)).rows[0].bytes;
    await pool.query('create table often as select n, 0 as times from generate_series(1, 5000) as n');
    const replaceTwice = async () => {
      for (const _ of [1, 2]) await pool.query('update often set times = times + 1');
    };
    await replaceTwice();
    await database.keepHouse();
    const size = await sizeOf();
    for (const _ of [1, 2, 3]) {
      await replaceTwice();
      await database.keepHouse();
    }
    expect(Number(await sizeOf())).toBeLessThanOrEqual(Number(size));
    const { rows } = await pool.query(
      `select relname from pg_stat_user_tables where last_vacuum is not null`,
    );
    expect(rows).toEqual([{ relname: 'often' }]);
  });

  it('knows how large a table is that was filled before it was closed, although what it counted is gone', async () => {
    await database.pool.query('create table filled as select n from generate_series(1, 3000) as n');
    await database.close();
    database = await open();
    await database.keepHouse();
    const { rows } = await database.pool.query(`select reltuples from pg_class where relname = 'filled'`);
    expect(rows).toEqual([{ reltuples: 3000 }]);
  });

  it('answers an error to the one who made it', async () => {
    const outcomes = await Promise.allSettled([
      database.pool.query('select 1 as fine'),
      database.pool.query('select * from nowhere'),
      database.pool.query('select 2 as fine'),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('forgets what it has answered', async () => {
    const megabytes = () => process.memoryUsage.rss() / 1e6;
    const askForAMegabyte = () => database.pool.query('select repeat($1, 1000000) as answer', ['x']);
    for (let asked = 0; asked < 60; asked += 1) await askForAMegabyte();
    const before = megabytes();
    for (let asked = 0; asked < 300; asked += 1) await askForAMegabyte();
    expect(megabytes() - before).toBeLessThan(150);
  });

  it('every commit that notifies is heard in the process, 200 of 200', async () => {
    let heard = 0;
    const enough = new Promise<void>((resolve) => {
      const stop = database.onEvents(() => {
        heard += 1;
        if (heard === 200) {
          stop();
          resolve();
        }
      });
    });
    await Promise.all(Array.from({ length: 200 }, () => database.pool.query('notify perch')));
    await enough;
    expect(heard).toBe(200);
  });

  it('can be closed while commits are being announced', async () => {
    const own = mkdtempSync(join(tmpdir(), 'perch-embedded-'));
    const other = await openDatabase({ url: undefined, dataFolder: own, onError: () => {} });
    const announced = Array.from({ length: 10 }, () => other.pool.query('notify perch'));
    await Promise.allSettled([...announced, other.close()]);
    rmSync(own, { recursive: true, force: true });
  });

  it('is one process’s: a second one is told so', async () => {
    await expect(open()).rejects.toThrow(/PERCH_DATA: .* is in use by another Perch/);
  });
});
