import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Whoever is restarted may still be ending: this long is waited for it. */
const WAIT_MS = 1_000;
/** `SQLITE_BUSY`: https://www.sqlite.org/rescode.html */
const BUSY = 5;

export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  constructor(folder: string) {
    super(
      `PERCH_DATA: ${folder} is in use by another Perch. Stop that one first, or give this one a folder of its own.`,
    );
  }
}

export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
  constructor(folder: string, reason: string) {
    super(`PERCH_DATA: ${folder} cannot be used: ${reason}.`);
  }
}

/**
 * Holds a data folder for this process. The lock is the kernel's lock on a file, taken by SQLite because Node has no
 * call for it: it ends with the process, however that ends, and holds between containers that share the folder.
 *
 * @throws DataFolderInUse, DataFolderUnusable
 */
export function lockDataFolder(folder: string): () => void {
  makeDataFolder(folder);
  try {
    const file = new DatabaseSync(join(folder, 'lock'), { timeout: WAIT_MS });
    file.exec('pragma locking_mode = exclusive; begin exclusive');
    return () => file.close();
  } catch (error) {
    if (isBusy(error)) throw new DataFolderInUse(realpathSync(folder));
    throw new DataFolderUnusable(folder, reasonOf(error));
  }
}

/**
 * Makes a data folder and what it lies in, one by one: where the system refuses in certain ways (`/proc`), Node's own
 * recursion never ends.
 *
 * @throws DataFolderUnusable
 */
export function makeDataFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeDataFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw new DataFolderUnusable(folder, reasonOf(error));
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === BUSY;
