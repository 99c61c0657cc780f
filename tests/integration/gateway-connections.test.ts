import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayView } from '#server/hotdesk/gateways.ts';
import type { CertificateSource } from '#server/ports/certificate.ts';
import type { GatewayWithState } from '#server/trpc/routers/gateways.ts';
import { freePort } from '../support/free-port.ts';
import { addDesk, addUser, changeDialPlan, expectDone, type InteropDesk } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { openSocketGateway, type SocketGateway, TRUNK } from '../support/socket-gateway.ts';
import { openSocketPhone, type SocketPhone } from '../support/socket-phone.ts';
import { loopbackCertificateFiles, pemOf, testCertificate } from '../support/test-certificate.ts';

const loopback = (): CertificateSource => ({
  current: pemOf(loopbackCertificateFiles),
  onChange: () => () => {},
});
const person = { extension: '101', pin: '4321' };
const ROUTE = { lengthMin: 3, lengthMax: 20, strip: 1, prepend: '+49' };

describe('a gateway by a connection', () => {
  let perch: PerchProcess;
  let desk: InteropDesk;
  let phone: SocketPhone;
  const gateways: SocketGateway[] = [];

  /** Made in the portal, with its route: the digit that leads there. */
  async function add(prefix: string, gateway: SocketGateway): Promise<string> {
    gateways.push(gateway);
    const { transport, port, address: host } = gateway;
    const wanted = { name: `Trunk ${prefix}`, host, port, transport, registers: true, ...TRUNK };
    const { id } = (await expectDone(perch.api('POST', '/gateways', wanted))) as GatewayView;
    const { outboundRoutes } = (await expectDone(perch.api('GET', '/dial-plan'))) as {
      outboundRoutes: object[];
    };
    const route = { ...ROUTE, prefix, gatewayIds: [id] };
    await changeDialPlan(perch, { outboundRoutes: [...outboundRoutes, route] });
    return id;
  }

  const stateOf = async (id: string) => {
    const { state } = (await expectDone(perch.api('GET', `/gateways/${id}`))) as GatewayWithState;
    return state;
  };
  const untilState = async (id: string, isSo: (state: Awaited<ReturnType<typeof stateOf>>) => boolean) => {
    for (;;) {
      const state = await stateOf(id);
      if (isSo(state)) return state;
      await sleep(30);
    }
  };
  const udp = () => ({ transport: 'udp', address: '127.0.0.1', port: perch.sipPort }) as const;
  const tls = () => ({ transport: 'tls', address: '127.0.0.1', port: perch.sipTlsPort }) as const;

  beforeAll(async () => {
    const { certFile, keyFile } = loopbackCertificateFiles;
    setDefaultCACertificates([...getCACertificates('default'), pemOf(loopbackCertificateFiles).cert]);
    const PORT = `${await freePort()}`;
    const env = { PORT, PERCH_URL: `https://127.0.0.1:${PORT}`, NODE_EXTRA_CA_CERTS: certFile };
    perch = await startPerch({ env: { ...env, TLS_CERT: certFile, TLS_KEY: keyFile } });
    await addUser(perch, '101', '4321');
    desk = await addDesk(perch, { extension: '8001', mac: '0015650000e1', occupant: person });
    await changeDialPlan(perch, { inboundNumbers: [{ number: '+49301234101', extension: '101' }] });
    phone = await openSocketPhone(desk.account);
    expect((await phone.register(udp(), { callId: 'desk' })).status).toBe(200);
  });
  afterAll(async () => {
    await phone?.close();
    await perch?.[Symbol.asyncDispose]();
    for (const gateway of gateways) await gateway.close();
  });

  describe.each([
    { transport: 'tcp', challenges: 401, prefix: '5' },
    { transport: 'tcp', challenges: 407, prefix: '6' },
    { transport: 'tls', challenges: 401, prefix: '7' },
    { transport: 'tls', challenges: 407, prefix: '8' },
  ] as const)('of $transport that asks with $challenges', ({ transport, challenges, prefix }) => {
    let gateway: SocketGateway;
    let id: string;
    const of = (method: string) => gateway.heard.filter(({ request }) => request.method === method);

    beforeAll(async () => {
      gateway = await openSocketGateway({
        challenges,
        ...(transport === 'tls' ? { certificate: loopback() } : {}),
      });
      id = await add(prefix, gateway);
    });

    it('is registered at, and asked whether it is there, by one connection (RFC 5923)', async () => {
      expect(await untilState(id, (state) => state?.state === 'registered')).toMatchObject({ error: null });
      const [register] = of('REGISTER');
      expect(register?.request.headers.get('Contact')).toContain(`;transport=${transport}`);
      expect(of('OPTIONS').length).toBeGreaterThan(0);
      expect(new Set(gateway.heard.map(({ flow }) => flow.id)).size).toBe(1);
    });

    it('takes a call out, with its ACK and its BYE', async () => {
      const call = await phone.call(udp(), `${prefix}3012345`);
      if (typeof call === 'number') throw new Error(`refused: ${call}`);
      expect(await call.hangUp()).toBe(200);
      while (of('BYE').length === 0) await sleep(20);
      const [invite] = of('INVITE');
      expect(invite?.request.uri).toBe(`sip:+493012345@127.0.0.1:${gateway.port}`);
      expect(invite?.request.headers.list('Record-Route')?.[0]).toContain(`;transport=${transport}`);
      const way = of('REGISTER')[0]?.flow.id;
      expect(['INVITE', 'ACK', 'BYE'].map((method) => of(method)[0]?.flow.id)).toEqual([way, way, way]);
    });

    it('brings a call in by the connection that is there, and by one of its own', async () => {
      const port = transport === 'tls' ? perch.sipTlsPort : perch.sipPort;
      const registered = of('REGISTER')[0]?.flow;
      const ways = [registered, gateway.connect({ transport, address: '127.0.0.1', port })];
      for (const way of ways) {
        const invited = phone.next('INVITE');
        expect(way && (await gateway.call(way, '+49301234101'))).toBe(200);
        expect((await invited).request.headers.get('P-Asserted-Identity')).toContain('+4930555');
      }
    });
  });

  it('whose certificate proves nothing is not spoken to, and the reason is shown', async () => {
    const gateway = await openSocketGateway({ challenges: 401, certificate: testCertificate() });
    const id = await add('41', gateway);
    const state = await untilState(id, (state) => state?.error !== null);
    expect(state).toMatchObject({ state: 'down', trouble: { code: 'certificate' } });
    expect(state?.error).toContain('self-signed certificate');
    expect(gateway.heard).toEqual([]);
    expect(await phone.call(udp(), '413012345')).toBe(480);
  });

  it('whose certificate is another’s is not spoken to, though its issuer is trusted', async () => {
    const address = '127.0.0.2';
    const gateway = await openSocketGateway({ challenges: 401, certificate: loopback(), address });
    const id = await add('42', gateway);
    const state = await untilState(id, (state) => state?.error !== null);
    expect(state).toMatchObject({ state: 'down', trouble: { code: 'certificate' } });
    expect(gateway.heard).toEqual([]);
  });

  it('takes a call for help by the service that it is, with the place of the desk (RFC 5031)', async () => {
    const settings = (await expectDone(perch.api('GET', '/emergency'))) as object;
    const { items } = (await expectDone(perch.api('GET', '/gateways'))) as { items: GatewayView[] };
    const used = items.find(({ transport }) => transport === 'tls');
    const route = { gatewayIds: [used?.id], callerNumber: null };
    await expectDone(perch.api('PUT', '/emergency', { ...settings, route }));
    const call = await phone.call(udp(), 'urn:service:sos.fire');
    if (typeof call === 'number') throw new Error(`refused: ${call}`);
    expect(await call.hangUp()).toBe(200);
    const heard = gateways.flatMap((gateway) => gateway.heard);
    const invite = heard.find(({ request }) => request.uri.startsWith('sip:112@'));
    expect(invite?.request.headers.get('Geolocation')).toMatch(/^<cid:/);
    expect(invite?.flow.transport).toBe('tls');
  });

  it('takes a SIPS call where it is spoken to over TLS, and else there is none (RFC 5630 5.3)', async () => {
    expect(await phone.call(tls(), '53012345', 'sips')).toBe(480);
    const gateway = gateways.find(({ transport }) => transport === 'tls');
    const before = gateway?.heard.length;
    const call = await phone.call(tls(), '73012345', 'sips');
    if (typeof call === 'number') throw new Error(`refused: ${call}`);
    expect(await call.hangUp()).toBe(200);
    const [invite] = gateway?.heard.slice(before) ?? [];
    expect(invite?.request.uri).toBe(`sips:+493012345@127.0.0.1:${gateway?.port}`);
    expect(invite?.request.headers.list('Record-Route')?.[0]).toMatch(/^<sips:/);
  });

  it('to which there is no connection says so', async () => {
    const gateway = await openSocketGateway({ challenges: 401 });
    await gateway.close();
    const id = await add('43', gateway);
    const state = await untilState(id, (state) => state?.error !== null);
    expect(state).toMatchObject({ state: 'down', trouble: { code: 'connection' } });
    expect(state?.error).toContain('ECONNREFUSED');
  });
});
