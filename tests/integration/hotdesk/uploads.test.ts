import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { type HttpServer, startHttpServer } from '#server/http/http-server.ts';
import { silentLog } from '#server/ports/log.ts';
import { FirmwareDownloads } from '#server/provisioning/firmware-downloads.ts';
import { createProvisioningHandler } from '#server/provisioning/http-adapter.ts';
import { onEmbedded } from '../../support/databases.ts';
import { openOffice } from '../../support/office.ts';

const MAC = '64167f0012ab';
const MEGABYTE = 1_000_000;

onEmbedded('what a phone uploads', (database) => {
  let server: HttpServer;
  let poly: DeskRow;
  let yealink: DeskRow;

  beforeAll(async () => {
    const { ctx, desk } = await openOffice(database());
    poly = await desk('8001', { vendor: 'poly', mac: MAC });
    yealink = await desk('8002');
    const handler = createProvisioningHandler({
      ...ctx,
      ...{ phonesUrl: 'http://perch.test', registrar: { host: '192.0.2.1', port: 5060 } },
      ...{ log: silentLog, certificateOf: () => undefined },
      downloads: new FirmwareDownloads(() => '', 1),
    });
    const shared = { host: '127.0.0.1', port: 0, publicUrl: 'http://perch.test', log: silentLog };
    server = await startHttpServer({ ...shared, handlers: [handler] });
  });
  afterAll(() => server.close());

  const urlOf = ({ configToken }: DeskRow, name: string): string =>
    `http://127.0.0.1:${server.port}/p/${configToken}/${name}`;
  const put = (url: string, body: string) => fetch(url, { method: 'PUT', body });

  it.each([`${MAC}-app.log`, `${MAC}-boot.log`, `${MAC}-phone.cfg`, `${MAC}-web.cfg`])(
    'is taken of a Poly, and comes back to nobody: %s',
    async (name) => {
      expect((await put(urlOf(poly, name), 'x'.repeat(MEGABYTE))).status).toBe(200);
      expect((await fetch(urlOf(poly, name))).status).toBe(404);
    },
  );

  it.each([MEGABYTE + 1, 8 * MEGABYTE])(
    'is refused where it is %i bytes, in so many words',
    async (bytes) => {
      expect((await put(urlOf(poly, `${MAC}-app.log`), 'x'.repeat(bytes))).status).toBe(413);
      expect((await fetch(urlOf(poly, '000000000000.cfg'))).status).toBe(200);
    },
  );

  it('is refused under the name of a file that it is served, and of a make that uploads nothing', async () => {
    expect((await put(urlOf(poly, `${MAC}-perch.cfg`), 'x')).status).toBe(405);
    expect((await put(urlOf(yealink, `${yealink.mac}-app.log`), 'x')).status).toBe(405);
  });
});
