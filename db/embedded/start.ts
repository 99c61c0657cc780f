import { mkdirSync, mkdtempSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockDataFolder } from './lock.ts';
import type { EmbeddedWorkerData, EmbeddedWorkerMessage } from './worker.ts';

export type EmbeddedDatabase = {
  /** Folder of the socket that `pg` connects to. */
  socketFolder: string;
  stop(): Promise<void>;
};

/** `pg` looks for this name in the folder that it is given as host. */
const SOCKET_NAME = '.s.PGSQL.5432';
/** The kernel's `sun_path` holds 107 bytes and a zero. */
const SOCKET_PATH_MAX = 107;

/**
 * Starts PGlite in a thread of its own, so that a query never holds up the main loop.
 *
 * @throws DataFolderInUse, DataFolderUnusable
 */
export async function startEmbeddedDatabase(dataFolder: string, channel: string): Promise<EmbeddedDatabase> {
  const unlock = lockDataFolder(dataFolder);
  const { socketFolder, isOfOurs } = chooseSocketFolder(realpathSync(dataFolder));
  const socketPath = join(socketFolder, SOCKET_NAME);
  rmSync(socketPath, { force: true });
  const databaseFolder = join(dataFolder, 'db');
  mkdirSync(databaseFolder, { recursive: true });
  const data: EmbeddedWorkerData = { dataFolder: databaseFolder, socketPath, channel };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
  await ready(worker).catch((error: Error) => {
    unlock();
    throw error;
  });
  const fail = () => {
    throw new Error('the embedded database has stopped by itself');
  };
  worker.once('exit', fail);
  return {
    socketFolder,
    async stop() {
      worker.off('exit', fail);
      await stopped(worker);
      rmSync(socketPath, { force: true });
      if (isOfOurs) rmdirSync(socketFolder);
      unlock();
    },
  };
}

/** The data folder if its path is short enough, else a temporary one, which is ours to remove. */
function chooseSocketFolder(dataFolder: string): { socketFolder: string; isOfOurs: boolean } {
  const fits = Buffer.byteLength(join(dataFolder, SOCKET_NAME)) <= SOCKET_PATH_MAX;
  if (fits) return { socketFolder: dataFolder, isOfOurs: false };
  return { socketFolder: mkdtempSync(join(tmpdir(), 'perch-db-')), isOfOurs: true };
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: EmbeddedWorkerMessage) => {
      worker.off('error', reject);
      if (message.is === 'failed')
        reject(new Error(`the embedded database did not start: ${message.message}`));
      else resolve();
    });
  });
}

function stopped(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    worker.once('message', () => void worker.terminate());
    worker.postMessage('stop');
  });
}
