import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { DURABLE_START, DurableFiles } from './durable-files.ts';
import { startSocketServer } from './socket-server.ts';

/** What the thread is given, and what it answers. */
export type EmbeddedWorkerData = { dataFolder: string; socketPath: string; channel: string };
export type EmbeddedWorkerMessage = { is: 'ready' } | { is: 'failed'; message: string } | { is: 'stopped' };

const { dataFolder, socketPath, channel } = workerData as EmbeddedWorkerData;
const tell = (message: EmbeddedWorkerMessage) => parentPort?.postMessage(message);

try {
  const db = await PGlite.create({ fs: new DurableFiles(dataFolder), startParams: DURABLE_START });
  // One backend session serves every connection: it listens once, and each connection hears what it committed.
  await db.exec(`listen ${channel}`);
  const server = await startSocketServer(db, socketPath);
  parentPort?.once('message', async () => {
    await server.stop();
    await db.close();
    tell({ is: 'stopped' });
  });
  tell({ is: 'ready' });
} catch (error) {
  tell({ is: 'failed', message: String(error) });
}
