import { connect as connectTcp } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { options, startSipServer } from '#tests/support/sip-server.ts';
import { otherCertificateFiles, pemOf, testCertificate } from '#tests/support/test-certificate.ts';

const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(limits: Parameters<typeof startSipServer>[0] = {}) {
  const certificate = testCertificate();
  const server = await startSipServer({ ...limits, certificate });
  closers.push(() => server.close());
  return { ...server, certificate };
}

/** Resolves with who the server says it is, or why there is no connection. */
function shake(port: number, more: object = {}): Promise<{ socket: TLSSocket; is: string }> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...more });
  closers.push(() => socket.destroy());
  return new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve({ socket, is: error.code ?? 'error' }));
    socket.once('secureConnect', () => resolve({ socket, is: `${socket.getPeerCertificate().subject.CN}` }));
  });
}

function ask(socket: TLSSocket, branch: string): Promise<string> {
  socket.write(options('TLS', branch));
  return new Promise((resolve) => socket.once('data', (bytes) => resolve(bytes.toString().slice(0, 11))));
}

describe('SIP over TLS', () => {
  it('shows a renewed certificate to who comes, and who is connected stays', async () => {
    const server = await start();
    const before = await shake(server.tlsPort);
    server.certificate.renew(pemOf(otherCertificateFiles));
    const after = await shake(server.tlsPort);
    expect([before.is, after.is]).toEqual(['perch.example', 'other.example']);
    expect(await ask(before.socket, 'before')).toBe('SIP/2.0 200');
    expect(await ask(after.socket, 'after')).toBe('SIP/2.0 200');
  });

  it('is TLS 1.2 at least', async () => {
    const { tlsPort } = await start();
    const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };
    expect((await shake(tlsPort, old)).is).toMatch(/PROTOCOL|ALERT/);
    expect((await shake(tlsPort, { maxVersion: 'TLSv1.2' })).is).toBe('perch.example');
  });

  it('counts and closes those that never finish the handshake', async () => {
    const server = await start({ limits: { messageMs: 200, connectionsASource: 1 } });
    const silent = connectTcp(server.tlsPort, '127.0.0.1');
    const closed = new Promise((resolve) => silent.once('close', resolve));
    await new Promise((resolve) => silent.once('connect', resolve));
    expect((await shake(server.tlsPort)).is).toBe('ECONNRESET');
    await closed;
    expect((await shake(server.tlsPort)).is).toBe('perch.example');
  });
});
