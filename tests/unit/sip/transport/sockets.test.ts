import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionLimits } from '#server/sip/transport/connections.ts';
import { options, type SipServer, startSipServer } from '#tests/support/sip-server.ts';
import { testCertificate } from '#tests/support/test-certificate.ts';

const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startServer(limits: Partial<ConnectionLimits> = {}) {
  const server = await startSipServer({ limits, certificate: testCertificate() });
  closers.push(() => server.close());
  return server;
}

async function udpPeer(port: number) {
  const socket = createSocket('udp4');
  closers.push(() => socket.close());
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    port: socket.address().port,
    send: (bytes: Uint8Array) => socket.send(bytes, port, '127.0.0.1'),
    next: () =>
      new Promise<string>((resolve) => socket.once('message', (bytes) => resolve(bytes.toString('latin1')))),
  };
}

/** A peer by TCP or TLS, connected. */
async function peerOf(server: SipServer, over: 'tcp' | 'tls') {
  const port = over === 'tcp' ? server.tcp.local.port : server.tlsPort;
  const options = { port, host: '127.0.0.1', rejectUnauthorized: false };
  const socket: Socket = over === 'tcp' ? connect(options) : connectTls(options);
  closers.push(() => socket.destroy());
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const opened = over === 'tcp' ? 'connect' : 'secureConnect';
  await Promise.race([new Promise<void>((resolve) => socket.once(opened, () => resolve())), closed]);
  return {
    socket,
    next: () => new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString()))),
    closed: () => closed,
  };
}

describe('UDP', () => {
  it('tells a phone that keeps its NAT open by STUN at which port it is seen (RFC 5626 4.4.2)', async () => {
    const server = await startServer();
    const peer = await udpPeer(server.udp.local.port);
    const answered = peer.next();
    peer.send(Buffer.from('000100002112a442b7e7a701bc34d686fa87dfae', 'hex'));
    const answer = Buffer.from(await answered, 'latin1');
    expect([answer.readUInt16BE(0), answer.readUInt16BE(26) ^ 0x2112]).toEqual([0x0101, peer.port]);
    expect(server.flows).toEqual([]);
  });

  it('answers to where a request came from, whatever its Via says', async () => {
    const { udp } = await startServer();
    const peer = await udpPeer(udp.local.port);
    const answer = peer.next();
    peer.send(Buffer.from('\r\n\r\n'));
    peer.send(options('UDP', 'u1'));
    expect(await answer).toContain(`rport=${peer.port}`);
  });

  it('gives the same peer the same flow', async () => {
    const { udp, flows } = await startServer();
    const peer = await udpPeer(udp.local.port);
    for (const branch of ['one', 'two']) {
      const answer = peer.next();
      peer.send(options('UDP', branch));
      await answer;
    }
    expect(flows[0]?.id).toBe(flows[1]?.id);
    expect(udp.flowTo({ address: '127.0.0.1', port: peer.port }).id).toBe(flows[0]?.id);
  });
});

describe.each(['tcp', 'tls'] as const)('%s', (over) => {
  it('answers on the connection, and pings with a pong', async () => {
    const server = await startServer();
    const peer = await peerOf(server, over);
    const pong = peer.next();
    peer.socket.write('\r\n\r\n');
    expect(await pong).toBe('\r\n');
    const answer = peer.next();
    peer.socket.write(options(over.toUpperCase(), 't1'));
    expect(await answer).toMatch(/^SIP\/2\.0 200 OK\r\n/);
  });

  it('ends a connection whose peer is not wanted', async () => {
    const server = await startServer();
    const { stack, flows } = server;
    const peer = await peerOf(server, over);
    const [answer, closed] = [peer.next(), peer.closed()];
    peer.socket.write(options(over.toUpperCase(), 't2'));
    await answer;
    for (const flow of flows) stack.drop(flow);
    await closed;
  });

  it('closes what makes no sense', async () => {
    const server = await startServer();
    const peer = await peerOf(server, over);
    const closed = peer.closed();
    peer.socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await closed;
  });

  it('fails the requests of a connection that breaks', async () => {
    const server = await startServer();
    const { flows } = server;
    const peer = await peerOf(server, over);
    const answer = peer.next();
    peer.socket.write(options(over.toUpperCase(), 't1'));
    await answer;
    const [flow] = flows;
    if (flow === undefined) throw new Error('no flow');
    const failed = server.ask(flow);
    peer.socket.destroy();
    expect(await failed).toBe('flow');
  });

  it.each([
    ['that says nothing', ''],
    ['that only pings', '\r\n\r\n'],
    ['whose header never ends', 'OPTIONS sip:perch SIP/2.0\r\nX: '],
    ['whose body never comes', 'OPTIONS sip:perch SIP/2.0\r\nContent-Length: 10\r\n\r\n'],
  ])('closes a connection %s', async (_, text) => {
    const server = await startServer({ messageMs: 60 });
    const peer = await peerOf(server, over);
    const closed = peer.closed();
    const drip = setInterval(() => peer.socket.write(text === '' ? '' : text.slice(-4)), 20);
    peer.socket.write(text);
    await closed;
    clearInterval(drip);
  });

  it('closes a connection whose message grows too large', async () => {
    const server = await startServer();
    const peer = await peerOf(server, over);
    const closed = peer.closed();
    peer.socket.write('OPTIONS sip:perch SIP/2.0\r\n');
    peer.socket.write(`X: ${'y'.repeat(70_000)}`);
    await closed;
  });

  it('closes a connection that has been silent for too long, and keeps one that pings', async () => {
    const server = await startServer({ idleMs: 150, messageMs: 1_000 });
    const [silent, alive] = [await peerOf(server, over), await peerOf(server, over)];
    const closed = silent.closed();
    for (const [index, peer] of [silent, alive].entries()) {
      const answer = peer.next();
      peer.socket.write(options(over.toUpperCase(), `idle${index}`));
      await answer;
    }
    const ping = setInterval(() => alive.socket.write('\r\n\r\n'), 30);
    await closed;
    clearInterval(ping);
    expect(alive.socket.destroyed).toBe(false);
  });

  it('takes so many connections of a source, and another one when one has gone', async () => {
    const server = await startServer({ connectionsASource: 2 });
    const [first] = [await peerOf(server, over), await peerOf(server, over)];
    const third = await peerOf(server, over);
    await third.closed();
    first?.socket.destroy();
    for (;;) {
      const next = await peerOf(server, over);
      const outcome = Promise.race([next.next(), next.closed()]);
      next.socket.write(options(over.toUpperCase(), 't1'));
      if (typeof (await outcome) === 'string') return;
    }
  });

  it('lets go of everything when it is closed', async () => {
    const server = await startServer();
    const peer = await peerOf(server, over);
    const closed = peer.closed();
    await server.close();
    await closed;
  });
});
