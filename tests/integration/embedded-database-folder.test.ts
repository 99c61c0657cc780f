import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { tempFolder } from '../support/temp-folder.ts';

const open = (dataFolder: string) => openDatabase({ url: undefined, dataFolder, onError: () => {} });

async function writeOneRow(dataFolder: string): Promise<void> {
  const database = await open(dataFolder);
  await database.pool.query('create table written (n integer)');
  await database.pool.query('insert into written values (7)');
  await database.close();
}

async function readRows(dataFolder: string): Promise<unknown[]> {
  const database = await open(dataFolder);
  const { rows } = await database.pool.query('select n from written');
  await database.close();
  return rows;
}

describe('the data folder', () => {
  it('keeps what was written when it is closed and opened again, wherever it is', async () => {
    using folder = tempFolder();
    await writeOneRow(folder.path);
    expect(await readRows(folder.path)).toEqual([{ n: 7 }]);
  });

  it('may have a path that is too long for a socket', async () => {
    using folder = tempFolder();
    const deep = join(folder.path, 'a'.repeat(60), 'b'.repeat(60));
    await writeOneRow(deep);
    expect(await readRows(deep)).toEqual([{ n: 7 }]);
    expect(existsSync(deep)).toBe(true);
  });

  it('is waited for, until the disk has it, at every commit', async () => {
    using folder = tempFolder();
    const database = await open(folder.path);
    const { rows } = await database.pool.query('select name, setting from pg_settings where name ~ $1', [
      '^(fsync|synchronous_commit|wal_sync_method)$',
    ]);
    await database.close();
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      wal_sync_method: 'fsync',
    });
  });

  it('is free again for another process after closing', async () => {
    using folder = tempFolder();
    const first = await open(folder.path);
    await expect(open(folder.path)).rejects.toThrow(/^PERCH_DATA: .* is in use by another Perch/);
    await first.close();
    const second = await open(folder.path);
    await second.close();
  });

  it('is named in the error if it cannot be one', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    await expect(open(file)).rejects.toThrow(/^PERCH_DATA: .* cannot be used: /);
    await expect(open('/proc/no/such/folder')).rejects.toThrow(/^PERCH_DATA: .* cannot be used: /);
    mkdirSync(join(folder.path, 'data', 'lock'), { recursive: true });
    await expect(open(join(folder.path, 'data'))).rejects.toThrow(/^PERCH_DATA: .* cannot be used: /);
  });
});
