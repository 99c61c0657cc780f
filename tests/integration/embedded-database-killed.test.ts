import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROUNDS = 4;
const ROWS_A_ROUND = 150;

/** Rows that a writer said were stored, before it was killed in the middle of the next ones. */
async function writeUntilKilled(dataFolder: string, firstRow: number): Promise<number[]> {
  const args = ['tests/support/database-writer.ts', dataFolder, String(firstRow)];
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(writer, 'exit');
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === ROWS_A_ROUND) writer.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
}

async function storedRows(dataFolder: string): Promise<Set<number>> {
  const database = await openDatabase({ url: undefined, dataFolder, onError: () => {} });
  const { rows } = await database.pool.query<{ n: number }>('select n from written');
  await database.close();
  return new Set(rows.map(({ n }) => n));
}

it('invariant 5: what was acknowledged survives kill -9, round after round on the same data', async () => {
  using folder = tempFolder();
  const acknowledged: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    acknowledged.push(...(await writeUntilKilled(folder.path, round * 1_000_000)));
    const stored = await storedRows(folder.path);
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * ROWS_A_ROUND);
});
