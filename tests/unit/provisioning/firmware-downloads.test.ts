import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '#server/http/http-server.ts';
import { silentLog } from '#server/ports/log.ts';
import { FirmwareDownloads } from '#server/provisioning/firmware-downloads.ts';
import { type TempFolder, tempFolder } from '../../support/temp-folder.ts';

/** More than the buffers between two sockets take. */
const image = randomBytes(16 * 1024 * 1024);

describe('firmware that is sent from the disk', () => {
  let folder: TempFolder;
  let server: HttpServer;

  beforeAll(async () => {
    folder = tempFolder();
    writeFileSync(join(folder.path, 'image'), image);
    const downloads = new FirmwareDownloads((id) => join(folder.path, id), 1);
    server = await startHttpServer({
      ...{ host: '127.0.0.1', port: 0, publicUrl: 'http://perch.test', log: silentLog },
      handlers: [
        async (req, res) => {
          const [, firmwareId = '', first, last] = (req.url ?? '').split('/');
          const firmware = { firmwareId, first: Number(first), last: Number(last) };
          const headers = { 'content-length': `${firmware.last - firmware.first + 1}` };
          await downloads.send(res, { status: 200, headers, firmware });
          return true;
        },
      ],
    });
  });
  afterAll(async () => {
    await server.close();
    folder[Symbol.dispose]();
  });

  const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}/${path}`);

  /** The server hears a little later than the phone that a fetch is over. */
  async function askUntilThereIsRoom(path: string): Promise<Response> {
    for (;;) {
      const answer = await ask(path);
      await answer.body?.cancel();
      if (answer.status !== 503) return answer;
    }
  }

  it('is the part that was asked for', async () => {
    const answer = await ask('image/1000/1999');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(image.subarray(1_000, 2_000));
  });

  it('goes to so many phones at once; one more is told to come again, and is served when one has gone', async () => {
    const slow = await ask(`image/0/${image.length - 1}`);
    const second = await ask('image/0/9');
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '30']);
    await second.body?.cancel();
    await slow.body?.cancel();
    expect((await askUntilThereIsRoom('image/0/9')).status).toBe(200);
  });

  it('is not there where its file is gone', async () => {
    expect((await askUntilThereIsRoom('gone/0/9')).status).toBe(404);
  });
});
