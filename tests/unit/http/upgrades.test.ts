import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '#server/http/http-server.ts';
import { silentLog } from '#server/ports/log.ts';

describe('a request to speak something else than HTTP', () => {
  let server: HttpServer;
  beforeEach(async () => {
    server = await startHttpServer({
      ...{ host: '127.0.0.1', port: 0, publicUrl: 'http://perch.example', log: silentLog },
      handlers: [
        async (_, res) => {
          res.end('a page');
          return true;
        },
      ],
      upgrades: [
        ({ url }, socket) => {
          if (url !== '/taken') return false;
          socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
          return true;
        },
      ],
    });
  });
  afterEach(() => server.close());

  async function ask(path: string, upgrade: string): Promise<string> {
    const socket = connect(server.port, '127.0.0.1');
    socket.end(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: ${upgrade}\r\n\r\n`,
    );
    return (await text(socket)).split('\r\n')[0] ?? '';
  }

  it('is taken by who takes it', async () =>
    expect(await ask('/taken', 'websocket')).toBe('HTTP/1.1 101 Switching Protocols'));

  it('is refused where nobody does, and not left waiting', async () =>
    expect(await ask('/other', 'websocket')).toBe('HTTP/1.1 404 Not Found'));

  it('is a request like others where it offers HTTP/2', async () =>
    expect(await ask('/other', 'h2c')).toBe('HTTP/1.1 200 OK'));
});
