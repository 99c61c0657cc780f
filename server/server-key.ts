import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderUnusable, makeDataFolder } from '#db/embedded/lock.ts';
import { reasonOf } from './ports/log.ts';

/** `PERCH_SECRET`, or the key that was made once in `PERCH_DATA`, readable by nobody else. */
export function serverKey(given: string | undefined, dataFolder: string): string {
  if (given !== undefined) return given;
  const file = join(dataFolder, 'secret');
  makeDataFolder(dataFolder);
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
      throw new DataFolderUnusable(dataFolder, reasonOf(error));
  }
  return readFileSync(file, 'utf8').trim();
}
