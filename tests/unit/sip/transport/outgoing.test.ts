import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { options, startSipServer } from '#tests/support/sip-server.ts';
import { testCertificate } from '#tests/support/test-certificate.ts';

const certificate = testCertificate();
const NAME = 'perch.example';

const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startSipServer>[0] = {}) {
  const server = await startSipServer(options);
  closers.push(() => server.close());
  return server;
}

const peer = (transport: 'udp' | 'tcp' | 'tls', port: number) => ({ transport, address: '127.0.0.1', port });

describe('the way to a peer', () => {
  it('is one connection for all that goes there, and its answers come back by it (RFC 5923)', async () => {
    const [own, other] = [await start(), await start()];
    const there = peer('tcp', other.tcp.local.port);
    const flow = own.flowTo(there);
    expect(await Promise.all([own.ask(flow), own.ask(own.flowTo(there))])).toEqual([200, 200]);
    expect(new Set(other.flows.map(({ id }) => id)).size).toBe(1);
  });

  it('over UDP is a pair of addresses', async () => {
    const [own, other] = [await start(), await start()];
    expect(await own.ask(own.flowTo(peer('udp', other.udp.local.port)))).toBe(200);
  });

  it('fails where nobody listens, and is another one next time', async () => {
    const own = await start();
    const nobody = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => nobody.once('listening', resolve));
    const address = nobody.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await new Promise((resolve) => nobody.close(resolve));
    const flow = own.flowTo(peer('tcp', port));
    expect(await own.ask(flow)).toBe('flow');
    expect(own.flowTo(peer('tcp', port)).id).not.toBe(flow.id);
  });

  it('fails where the connection does not come about in time', async () => {
    const own = await start({ limits: { messageMs: 60 } });
    const silent = createServer((socket: Socket) => closers.push(() => socket.destroy()));
    closers.push(() => silent.close());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    // It takes the connection, and never says a word of TLS.
    expect(await own.ask(own.flowTo(peer('tls', port)))).toBe('flow');
  });
});

describe('an answer to a peer whose connection is gone', () => {
  it('comes by a new connection, to the port where the peer listens (RFC 3261 18.2.2)', async () => {
    let answer = (): void => {};
    const own = await start({ answers: (later) => (answer = later) });
    const heard = new Promise<string>((resolve) => {
      const listener = createServer((socket) => {
        closers.push(() => socket.destroy());
        socket.once('data', (data) => resolve(`${data}`));
        answer();
      });
      closers.push(() => listener.close());
      listener.listen(0, '127.0.0.1', () => {
        const { port } = listener.address() as AddressInfo;
        const socket = connect(own.tcp.local.port, '127.0.0.1');
        socket.end(options('TCP', 'gone', `127.0.0.1:${port}`));
      });
    });
    expect(await heard).toMatch(/^SIP\/2\.0 200 OK\r\n/);
  });
});

describe('the way to a peer over TLS', () => {
  beforeAll(() => {
    setDefaultCACertificates([...getCACertificates('default'), certificate.current.cert]);
  });

  it('leads to whom its certificate names', async () => {
    const [own, other] = [await start(), await start({ certificate })];
    const there = { ...peer('tls', other.tlsPort), serverName: NAME };
    expect(await own.ask(own.flowTo(there))).toBe(200);
    expect(other.flows[0]?.transport).toBe('tls');
  });

  it.each([
    ['another name', { serverName: 'other.example' }],
    ['no name, but an address', {}],
  ])('fails where the certificate is not for %s', async (_, name) => {
    const [own, other] = [await start(), await start({ certificate })];
    expect(await own.ask(own.flowTo({ ...peer('tls', other.tlsPort), ...name }))).toBe('flow');
  });
});
