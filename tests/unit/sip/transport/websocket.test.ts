import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ConnectionLimits } from '#server/sip/transport/connections.ts';
import { webSocketUpgrades } from '#server/sip/transport/websocket.ts';
import { options, startSipServer } from '#tests/support/sip-server.ts';

const OWN = 'https://perch.example';

const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(limits: Partial<ConnectionLimits> = {}) {
  const sip = await startSipServer({ limits });
  const { connections } = sip;
  const isOwnOrigin = (origin: string | undefined) => origin === undefined || origin === OWN;
  const upgrade = webSocketUpgrades({ path: '/sip', connections, isOwnOrigin });
  const web = createServer();
  web.on('upgrade', (request, socket, head) => upgrade(request, socket, head) || socket.destroy());
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    await sip.close();
    await new Promise((resolve) => web.close(resolve));
  });
  const address = web.address();
  const url = `ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/sip`;
  return { ...sip, url };
}

type How = { protocol?: string | string[]; origin?: string; autoPong?: boolean };

/** Who comes, and what became of it: open, or the status of the refusal. */
async function come(url: string, { protocol = 'sip', ...more }: How = {}) {
  const socket = new WebSocket(url, protocol, more);
  closers.push(() => socket.terminate());
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  const is = await new Promise<string>((resolve) => {
    socket.once('open', () => resolve(`open ${socket.protocol}`));
    socket.once('error', (error) => resolve(/\d{3}$/.exec(error.message)?.[0] ?? 'broken'));
  });
  return {
    socket,
    is,
    closed,
    next: () =>
      new Promise<{ text: string; isBinary: boolean }>((resolve) =>
        socket.once('message', (data, isBinary) => resolve({ text: `${data}`, isBinary })),
      ),
  };
}

describe('SIP over WebSocket, RFC 7118', () => {
  it('is one message of SIP in one of WebSocket, text or binary', async () => {
    const { url, flows } = await start();
    const peer = await come(url, { protocol: ['chat', 'sip'] });
    expect(peer.is).toBe('open sip');
    for (const [branch, binary] of [
      ['w1', false],
      ['w2', true],
    ] as const) {
      const answer = peer.next();
      peer.socket.send(options('WS', branch), { binary });
      expect(await answer).toMatchObject({
        text: expect.stringMatching(/^SIP\/2\.0 200 OK\r\n/),
        isBinary: false,
      });
    }
    expect(flows[0]?.transport).toBe('ws');
    expect(flows[0]?.id).toBe(flows[1]?.id);
  });

  it('answers a ping of two line ends', async () => {
    const peer = await come((await start()).url);
    const answer = peer.next();
    peer.socket.send('\r\n');
    peer.socket.send('\r\n\r\n');
    expect((await answer).text).toBe('\r\n');
  });

  it.each([
    ['another sub-protocol', { protocol: 'chat' }, '400'],
    ['none', { protocol: [] }, '400'],
    ['a page from elsewhere', { origin: 'https://elsewhere.example' }, '403'],
    ['our own page', { origin: OWN }, 'open sip'],
  ])('for who comes with %s is %s', async (_, how, is) => {
    expect((await come((await start()).url, how)).is).toBe(is);
  });

  it('is for no other path', async () => {
    const { url } = await start();
    expect((await come(`${url}s`)).is).toBe('broken');
    expect((await come(`${url}?from=here`)).is).toBe('open sip');
  });

  it('ends with a message that is too large', async () => {
    const peer = await come((await start()).url);
    peer.socket.send('x'.repeat(70_000));
    expect(await peer.closed).toBe(1009);
  });

  it('ends with who answers no ping', async () => {
    const { url } = await start({ pingMs: 40 });
    const [gone, there] = [await come(url, { autoPong: false }), await come(url)];
    await gone.closed;
    const answer = there.next();
    there.socket.send(options('WS', 'w1'));
    expect((await answer).text).toContain('200 OK');
  });

  it('ends with who never says anything', async () => {
    const peer = await come((await start({ messageMs: 60 })).url);
    await peer.closed;
  });

  it('ends for those on it: their requests fail', async () => {
    const { url, flows, ask } = await start();
    const peer = await come(url);
    const answer = peer.next();
    peer.socket.send(options('WS', 'w1'));
    await answer;
    const [flow] = flows;
    if (flow === undefined) throw new Error('no flow');
    const asked = ask(flow);
    peer.socket.terminate();
    expect(await asked).toBe('flow');
  });

  it('takes so many from a source', async () => {
    const { url } = await start({ connectionsASource: 1 });
    const [first, second] = [await come(url), await come(url)];
    expect([first.is, second.is]).toEqual(['open sip', 'broken']);
  });

  it('is closed in order when we go', async () => {
    const server = await start();
    const peer = await come(server.url);
    await server.close();
    expect(await peer.closed).toBe(1001);
  });

  it('is closed also where a peer breaks off at that moment', async () => {
    const server = await start();
    const { port } = new URL(server.url);
    const peer = connect(Number(port), '127.0.0.1');
    peer.write(
      'GET /sip HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\n\r\n',
    );
    await once(peer, 'data');
    const closing = server.close();
    peer.resetAndDestroy();
    await closing;
  });
});
