import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#db/client.ts';

/** A server that stops ends idle connections: nothing that a test is about. */
export const onError = (): void => {};

/** An embedded database in a folder of its own, not migrated yet. */
export async function openEmbedded() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'perch-test-'));
  const database = await openDatabase({ url: undefined, dataFolder, onError });
  return { database, stop: async () => rmSync(dataFolder, { recursive: true, force: true }) };
}
