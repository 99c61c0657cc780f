import { copyFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { connect, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Peer } from '#server/sip/flow.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { Baresip } from '../support/baresip.ts';
import { freePort } from '../support/free-port.ts';
import { addDesk, addUser, deskOf, type InteropDesk } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { options } from '../support/sip-server.ts';
import { bodyOf, openSocketPhone, type SocketPhone } from '../support/socket-phone.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { loopbackCertificateFiles, otherCertificateFiles, pemOf } from '../support/test-certificate.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

const noBaresip = whyMissing('baresip');
const person = { extension: '101', pin: '4321' };
const caller = { extension: '102', pin: '4321' };

describe('every way to speak SIP with Perch', () => {
  const folder = tempFolder();
  const files = { certFile: join(folder.path, 'cert.pem'), keyFile: join(folder.path, 'key.pem') };
  let perch: PerchProcess;
  let desks: { first: InteropDesk; second: InteropDesk };
  const phones: SocketPhone[] = [];

  const copy = (from: typeof files): void => {
    copyFileSync(from.certFile, files.certFile);
    copyFileSync(from.keyFile, files.keyFile);
  };
  const way = (transport: Peer['transport'], address = '127.0.0.1'): Peer => {
    const port = transport === 'tls' ? perch.sipTlsPort : perch.sipPort;
    return { transport, address, port };
  };
  const phone = async (desk: InteropDesk, address?: string): Promise<SocketPhone> => {
    const opened = await openSocketPhone(desk.account, address);
    phones.push(opened);
    return opened;
  };

  beforeAll(async () => {
    copy(loopbackCertificateFiles);
    const { cert } = pemOf(loopbackCertificateFiles);
    setDefaultCACertificates([...getCACertificates('default'), cert]);
    const PORT = `${await freePort()}`;
    const env = { PORT, TLS_CERT: files.certFile, TLS_KEY: files.keyFile };
    perch = await startPerch({ env: { ...env, PERCH_URL: `https://127.0.0.1:${PORT}` } });
    for (const { extension, pin } of [person, caller]) await addUser(perch, extension, pin);
    desks = {
      first: await addDesk(perch, { extension: '8001', mac: '0015650000d1' }),
      // From a desk where nobody sits one calls nobody.
      second: await addDesk(perch, { extension: '8002', mac: '0015650000d2', occupant: caller }),
    };
  });
  afterEach(async () => {
    for (const one of phones.splice(0)) {
      await one.leave(way('tcp'));
      await one.close();
    }
  });
  afterAll(async () => {
    await perch?.[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  it('is said at the start', () => {
    const ways = `UDP ${perch.sipPort}, TCP ${perch.sipPort}, TLS ${perch.sipTlsPort}, WebSocket `;
    expect(perch.output()).toContain(ways);
  });

  it('may change: a phone is called, and told, by the way that it came by last, and by no other', async () => {
    const [called, calling] = [await phone(desks.first), await phone(desks.second)];
    await calling.register(way('udp'), { callId: 'caller' });
    for (const transport of ['udp', 'tcp', 'tls', 'udp'] as const) {
      expect((await called.register(way(transport), { callId: 'called' })).status).toBe(200);
      const before = called.heard.length;
      const hungUp = called.next('BYE');
      const call = await calling.call(way('udp'), '8001');
      if (typeof call === 'number') throw new Error(`refused: ${call}`);
      expect(await call.hangUp()).toBe(200);
      await hungUp;
      const now = called.heard.slice(before).map(({ request, over }) => `${request.method} ${over}`);
      expect(now).toEqual([`INVITE ${transport}`, `BYE ${transport}`]);
    }
  });

  it('is how a phone is told, too: the newest', async () => {
    const [told] = [await phone(desks.first)];
    for (const transport of ['udp', 'tcp', 'tls'] as const)
      await told.register(way(transport), { callId: 'told' });
    const notified = told.next('NOTIFY');
    expect((await perch.api('POST', `/desks/${desks.first.id}/login`, person)).status).toBe(201);
    expect((await notified).over).toBe('tls');
    expect((await perch.api('POST', `/desks/${desks.first.id}/logout`)).status).toBe(200);
  });

  it('is TLS, or nothing, where a SIPS URI is called (RFC 5630)', async () => {
    const [called, calling] = [await phone(desks.first), await phone(desks.second)];
    await called.register(way('tcp'), { callId: 'called' });
    expect(await calling.call(way('tls'), '8001', 'sips')).toBe(480);
    const contact = `<sips:8001@127.0.0.1:${called.ports.udp}>`;
    expect((await called.register(way('tcp'), { callId: 'called', contact })).status).toBe(403);
    expect((await called.register(way('tls'), { callId: 'called', contact })).status).toBe(200);
    for (const scheme of ['sips', 'sip']) {
      const invited = called.next('INVITE');
      const call = await calling.call(way('tls'), '8001', scheme);
      if (typeof call === 'number') throw new Error(`refused: ${call}`);
      const { request, over } = await invited;
      expect([over, request.uri.split(':')[0]]).toEqual(['tls', scheme]);
      expect(request.headers.list('Record-Route')?.[0]).toMatch(new RegExp(`^<${scheme}:`));
      expect(await call.hangUp()).toBe(200);
    }
  });

  it('is WebSocket over TLS on the web port, and says so', async () => {
    const socket = new WebSocket(`${perch.url.replace('https', 'wss')}/sip`, 'sip');
    const answer = new Promise<string>((resolve, reject) => {
      socket.once('message', (data) => resolve(`${data}`));
      socket.once('error', reject);
    });
    socket.once('open', () => socket.send(options('WSS', 'over-wss')));
    expect(await answer).toMatch(/^SIP\/2\.0 200 OK\r\nVia: SIP\/2\.0\/WSS /);
    socket.close();
    expect((await fetch(`${perch.url}/sip`)).status).toBe(426);
  });

  it('has nobody behind a connection that broke', async () => {
    const [called, calling] = [await openSocketPhone(desks.second.account), await phone(desks.second)];
    await called.register(way('tls'), { callId: 'called' });
    await called.close();
    for (;;) {
      const call = await calling.call(way('udp'), '8002');
      if (call === 480) return;
      if (typeof call !== 'number') await call.hangUp();
    }
  });

  it('records in a call how each side reaches us (RFC 5658)', async () => {
    const [called, calling] = [await phone(desks.first), await phone(desks.second)];
    await called.register(way('tls'), { callId: 'called again' });
    await calling.register(way('udp'), { callId: 'caller again' });
    const invited = called.next('INVITE');
    const call = await calling.call(way('udp'), '8001');
    if (typeof call === 'number') throw new Error(`refused: ${call}`);
    expect((await invited).request.headers.list('Record-Route')).toEqual([
      `<sip:127.0.0.1:${perch.sipTlsPort};transport=tls;lr>`,
      `<sip:127.0.0.1:${perch.sipPort};lr>`,
    ]);
    expect(await call.hangUp()).toBe(200);
  });

  it.skipIf(!hasIpv6)('is IPv6 too: to a dial code, with media of its family', async () => {
    const own = await phone(desks.first, '::1');
    for (const transport of ['udp', 'tcp', 'tls'] as const) {
      expect((await own.register(way(transport, '::1'), { callId: `v6 ${transport}` })).status).toBe(200);
      const call = await own.call(way(transport, '::1'), '*70101');
      if (typeof call === 'number') throw new Error(`refused: ${call}`);
      expect(call.sdp).toContain('c=IN IP6 ::1');
      expect(await call.hangUp()).toBe(200);
    }
  });

  it.skipIf(!hasIpv6)('is IPv6 and IPv4 in one call', async () => {
    const [called, calling] = [await phone(desks.first, '::1'), await phone(desks.second)];
    await called.register(way('udp', '::1'), { callId: 'v6' });
    await calling.register(way('tcp'), { callId: 'v4' });
    const invited = called.next('INVITE');
    const call = await calling.call(way('tcp'), '8001');
    if (typeof call === 'number') throw new Error(`refused: ${call}`);
    const { request } = await invited;
    expect(request.headers.list('Record-Route')).toEqual([
      `<sip:[::1]:${perch.sipPort};lr>`,
      `<sip:127.0.0.1:${perch.sipPort};transport=tcp;lr>`,
    ]);
    expect(request.headers.list('Via')?.[0]).toContain(`SIP/2.0/UDP [::1]:${perch.sipPort}`);
    expect(bodyOf(await invited)).toContain('m=audio');
    expect(await call.hangUp()).toBe(200);
  });

  it.skipIf(noBaresip !== undefined)('is for baresip as for ours: TLS, with SRTP over it', async () => {
    const account = { ...desks.first.account, server: { host: '127.0.0.1', port: perch.sipTlsPort } };
    const how = {
      transport: 'tls',
      encryption: 'srtp-mand',
      trusts: loopbackCertificateFiles.certFile,
    } as const;
    await using real = await Baresip.start(account, how);
    while ((await deskOf(perch, desks.first)).registeredAs !== '8001') await pause();
    real.command('dial', '*70101');
    await real.until('CALL_ESTABLISHED');
    while (real.heard().seconds < 1.5) await pause();
    expect(real.heard().loudness).toBeGreaterThan(100);
    real.command('hangup');
    await real.until('CALL_CLOSED');
  });

  it('shows a renewed certificate without a restart, for SIP and for HTTPS', async () => {
    const nameAt = (port: number) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
          resolve(`${socket.getPeerCertificate().subject.CN}`);
          socket.destroy();
        }).on('error', reject);
      });
    const ports = [perch.sipTlsPort, Number(new URL(perch.url).port)];
    expect(await Promise.all(ports.map(nameAt))).toEqual(['perch on loopback', 'perch on loopback']);
    copy(otherCertificateFiles);
    for (const port of ports) while ((await nameAt(port)) !== 'other.example') await pause();
    copy(loopbackCertificateFiles);
    for (const port of ports) while ((await nameAt(port)) !== 'perch on loopback') await pause();
  });

  it('ends in order when Perch does', async () => {
    const socket = new WebSocket(`${perch.url.replace('https', 'wss')}/sip`, 'sip');
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const own = await openSocketPhone(desks.first.account);
    for (const transport of ['tcp', 'tls'] as const) await own.register(way(transport), { callId: 'last' });
    expect(await perch.end('SIGTERM')).toBe(0);
    expect(await closed).toBe(1001);
    await own.close();
  });
});

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));
