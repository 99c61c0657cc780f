import { writeSync } from 'node:fs';
import { openDatabase } from '#db/client.ts';

/** A process to be killed: writes rows over several connections, and prints the number of each that was acknowledged. */
const [, , dataFolder = '', firstRow = '0'] = process.argv;
const WRITERS = 5;
let next = Number(firstRow);

const { pool } = await openDatabase({ url: undefined, dataFolder, onError: () => {} });
await pool.query('create table if not exists written (n integer primary key, filling text)');

async function writeForEver(): Promise<void> {
  for (;;) {
    const n = next++;
    const client = await pool.connect();
    await client.query('begin');
    await client.query('insert into written values ($1, repeat($2, 500))', [n, 'x']);
    await client.query('commit');
    client.release();
    writeSync(1, `${n}\n`);
  }
}

await Promise.all(Array.from({ length: WRITERS }, writeForEver));
