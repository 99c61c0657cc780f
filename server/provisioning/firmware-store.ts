import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { HotdeskError, isHotdeskError } from '#server/hotdesk/errors.ts';
import type { FirmwareStore, Upload } from '#server/hotdesk/firmware/store.ts';
import { isId } from '#server/hotdesk/ids.ts';

const MIB = 1024 * 1024;
/** The largest desk phone's image has some 300 MB. */
const FILE_MAX_BYTES = 512 * MIB;
/** So much of the disk stays free: the database lies on it too. */
const RESERVE_BYTES = 256 * MIB;
/** What nobody has written to for so long, and no row names, is what an upload left that was cut off. */
const LEFT_AFTER_MS = 10 * 60_000;
const PART = '.part';

type Options = {
  maxBytes?: number;
  reserveBytes?: number;
  /** Free bytes of the disk that a folder lies on. */
  freeBytes?(folder: string): Promise<number>;
};

/** Firmware as files of the data folder, each named by its id. */
export class FirmwareFolder implements FirmwareStore {
  readonly maxBytes: number;
  readonly #folder: string;
  readonly #reserveBytes: number;
  readonly #freeBytes: (folder: string) => Promise<number>;

  constructor(dataFolder: string, options: Options = {}) {
    this.#folder = join(dataFolder, 'firmware');
    this.maxBytes = options.maxBytes ?? FILE_MAX_BYTES;
    this.#reserveBytes = options.reserveBytes ?? RESERVE_BYTES;
    this.#freeBytes = options.freeBytes ?? freeBytesOf;
  }

  pathOf(id: string): string {
    if (!isId(id)) throw new Error('this is no id');
    return join(this.#folder, id);
  }

  async receive(id: string, { bytes, length }: Upload): Promise<{ bytes: number; sha256: string }> {
    if (length !== undefined && length > this.maxBytes) throw this.#tooLarge();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const free = (await this.#freeBytes(this.#folder)) - this.#reserveBytes;
    if ((length ?? 0) > free) throw noRoom();
    const part = this.pathOf(id) + PART;
    try {
      const written = await this.#write(part, { bytes, mostBytes: Math.max(0, free) });
      if (written.bytes === 0 || (length !== undefined && written.bytes !== length)) throw brokenOff();
      await rename(part, this.pathOf(id));
      await this.#sync();
      return written;
    } catch (error) {
      await rm(part, { force: true });
      throw refusalOf(error);
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  /** Removes what uploads left that were cut off, and files that no row names. */
  async tidy({ known, nowMs }: { known: ReadonlySet<string>; nowMs: number }): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const path = join(this.#folder, name);
      const written = await stat(path).catch(() => undefined);
      if (written === undefined || nowMs - written.mtimeMs < LEFT_AFTER_MS) continue;
      if (!known.has(name)) await rm(path, { force: true });
    }
  }

  async #write(path: string, { bytes, mostBytes }: { bytes: Upload['bytes']; mostBytes: number }) {
    const hash = createHash('sha256');
    let length = 0;
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of bytes) {
        length += chunk.length;
        if (length > this.maxBytes) throw this.#tooLarge();
        if (length > mostBytes) throw noRoom();
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { bytes: length, sha256: hash.digest('hex') };
  }

  /** The name is on the disk as well before anybody is told that it is kept. */
  async #sync(): Promise<void> {
    const folder = await open(this.#folder, 'r');
    await folder.sync().finally(() => folder.close());
  }

  #tooLarge(): HotdeskError {
    return new HotdeskError('too_large', `Firmware may have ${Math.floor(this.maxBytes / MIB)} MB at most.`);
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const noRoom = () =>
  new HotdeskError('storage_full', "There is no room for this file on the server's disk. Nothing was kept.");

const brokenOff = () =>
  new HotdeskError('invalid', 'The upload did not arrive whole. Nothing was kept.', {
    fields: { body: 'The file did not arrive whole.' },
  });

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** The sender went away. */
const GONE = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

function refusalOf(error: unknown): unknown {
  if (isHotdeskError(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (FULL.has(code)) return noRoom();
  return GONE.has(code) ? brokenOff() : error;
}
