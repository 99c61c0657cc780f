import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '#server/http/http-server.ts';
import { redirectTo } from '#server/http/redirect.ts';
import { silentLog } from '#server/ports/log.ts';

describe('the plain port, for people', () => {
  const publicUrl = 'https://perch.example';
  let server: HttpServer;
  beforeAll(async () => {
    const shared = { host: '127.0.0.1', port: 0, publicUrl, log: silentLog };
    server = await startHttpServer({ ...shared, handlers: [redirectTo(publicUrl)] });
  });
  afterAll(() => server.close());

  /** No client library would ask for some of these. */
  async function locationOf(target: string): Promise<string | undefined> {
    const socket = connect(server.port, '127.0.0.1');
    socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    return /^location: (.*)\r$/im.exec(await text(socket))?.[1];
  }

  it.each([
    ['/', '/'],
    ['/d/token?from=label', '/d/token?from=label'],
    ['//elsewhere.example/x', '//elsewhere.example/x'],
    ['/\\\\elsewhere.example', '/\\\\elsewhere.example'],
    ['http://elsewhere.example/x', '/'],
    ['/[', '/['],
  ])('sends %s on to our own %s', async (target, path) => {
    const location = await locationOf(target);
    expect(location).toBe(`${publicUrl}${path}`);
    expect(new URL(location ?? '').host).toBe('perch.example');
  });
});
