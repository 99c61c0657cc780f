import { type FileHandle, open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FirmwarePart } from './firmware-answer.ts';

/** More at once would only make each of them slower. */
const AT_ONCE = 40;
/** A phone that takes nothing for so long has gone. */
const STALLED_MS = 60_000;
const TRY_AGAIN_SECONDS = 30;

type Answer = { status: number; headers: Readonly<Record<string, string>>; firmware: FirmwarePart };

/** Sends firmware from the disk, part by part as each phone takes it, and to so many phones at once. */
export class FirmwareDownloads {
  readonly #pathOf: (firmwareId: string) => string;
  readonly #atOnce: number;
  #running = 0;

  constructor(pathOf: (firmwareId: string) => string, atOnce = AT_ONCE) {
    this.#pathOf = pathOf;
    this.#atOnce = atOnce;
  }

  /** Resolves when nothing more of it will be sent. 503 where too many are under way, 404 where the file is gone. */
  async send(res: ServerResponse, answer: Answer): Promise<void> {
    if (this.#running >= this.#atOnce) {
      res.writeHead(503, { 'retry-after': `${TRY_AGAIN_SECONDS}`, 'content-type': 'text/plain' });
      res.end('Too many phones are fetching firmware.\n');
      return;
    }
    this.#running += 1;
    try {
      const file = await open(this.#pathOf(answer.firmware.firmwareId)).catch(() => undefined);
      if (file === undefined) res.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n');
      else await sendPart(res, file, answer);
    } finally {
      this.#running -= 1;
    }
  }
}

async function sendPart(res: ServerResponse, file: FileHandle, { status, headers, firmware }: Answer) {
  res.setTimeout(STALLED_MS, () => res.destroy());
  res.writeHead(status, headers);
  // A phone that goes away in the middle comes back for the rest.
  await pipeline(file.createReadStream({ start: firmware.first, end: firmware.last }), res).catch(() => {
    res.destroy();
  });
}
