import { expect, it } from 'vitest';
import { gateways, type StoredTenantSettings } from '#db/schema/index.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { updateGateway } from '#server/hotdesk/update-gateway.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { addGateway } from '#tests/support/fake-gateway.ts';
import { openPbxOffice, SERVER } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

const TRUNK = '198.51.100.1';

onEmbedded('a call from a gateway', (database) => {
  /** Ann, 101, sits at a desk and has a number in the world; Bob, 102, sits nowhere. */
  async function house(how: Parameters<typeof addGateway>[2] = {}, settings: StoredTenantSettings = {}) {
    const office = await openPbxOffice(database());
    // Of the tests before.
    await database().db.delete(gateways);
    const desk = await office.desk('8001');
    for (const extension of ['101', '102']) await office.user(extension);
    const gateway = await addGateway(office, TRUNK, how);
    await office.settings({
      inboundNumbers: [{ number: '+49301234101', extension: '101' }],
      outboundRoutes: [
        { prefix: '0', lengthMin: 4, lengthMax: 20, strip: 0, prepend: '', gatewayIds: [gateway.gatewayId] },
      ],
      ...settings,
    });
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    await logIn({ ctx: office.ctx, input });
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    phone.onRequest = (transaction, nowMs) =>
      transaction.reply(200, nowMs, { headers: [['Contact', '<sip:101@192.0.2.11>']] });
    const registered = phone.send('REGISTER', phone.extension);
    await office.until(() => registered.statuses().includes(200));
    await office.until(() => office.pbx.gatewayStates().length === 1);
    const rings = () => phone.received.filter(({ method }) => method === 'INVITE');
    const final = async (call: { statuses(): number[] }) => {
      const last = () => call.statuses().findLast((status) => status >= 200);
      await office.until(() => last() !== undefined);
      return last();
    };
    return { ...office, desk, phone, gateway, rings, final };
  }

  it.each(['+49301234101', '49301234101', '0049301234101', '101'])(
    'for %s rings where 101 sits, with whoever the gateway says it is',
    async (number) => {
      const { gateway, rings, final } = await house();
      const headers = [['P-Asserted-Identity', '"Zoe" <sip:+4489999@itsp.example>']] as const;
      const call = gateway.peer.send('INVITE', number, { body: OFFER, headers });
      expect(await final(call)).toBe(200);
      const [invite] = rings();
      expect(invite?.headers.get('P-Asserted-Identity')).toBe('"Zoe" <sip:+4489999@itsp.example>');
      expect(invite?.headers.get('Record-Route')).toContain('192.0.2.1:5060');
    },
  );

  it('of somebody who wants not to be known names nobody to the phone (RFC 3325 7)', async () => {
    const { gateway, rings, final } = await house();
    const headers = [
      ['P-Asserted-Identity', '<sip:+4489999@itsp.example>'],
      ['Privacy', 'id'],
      ['From', '<sip:+4489999@itsp.example>;tag=z'],
    ] as const;
    const call = gateway.peer.send('INVITE', '101', { body: OFFER, headers });
    expect(await final(call)).toBe(200);
    const [invite] = rings();
    expect(invite?.headers.get('P-Asserted-Identity')).toBeUndefined();
    expect(invite?.headers.get('From')).toBe('"Anonymous" <sip:anonymous@anonymous.invalid>;tag=z');
    expect(call.responses.at(-1)?.headers.get('From')).toBe('<sip:+4489999@itsp.example>;tag=z');
  });

  it('for somebody who is at no desk gets 480, for nobody 404, and never goes out again', async () => {
    const { gateway, final } = await house();
    expect(await final(gateway.peer.send('INVITE', '102', { body: OFFER }))).toBe(480);
    expect(await final(gateway.peer.send('INVITE', '777', { body: OFFER }))).toBe(404);
    expect(await final(gateway.peer.send('INVITE', '03012345', { body: OFFER }))).toBe(404);
    expect(await final(gateway.peer.send('INVITE', '112', { body: OFFER }))).toBe(404);
    expect(gateway.ofMethod('INVITE')).toEqual([]);
  });

  it('is taken from its further networks too, and from nobody else', async () => {
    const { stranger, final, until } = await house({ sources: ['203.0.113.0/24'] });
    const other = stranger('203.0.113.9').send('INVITE', '101', { body: OFFER });
    expect(await final(other)).toBe(200);
    const unknown = stranger('203.0.114.9').send('INVITE', '101', { body: OFFER });
    await until(() => unknown.statuses().length > 0);
    expect(unknown.statuses().every((status) => status === 407 || status === 403)).toBe(true);
  });

  it('is not taken by its address alone from a phone that stands behind the same one', async () => {
    const { phone, final, media } = await house({ sources: ['192.0.2.11'] });
    const call = phone.send('INVITE', '102', { body: OFFER });
    expect(await final(call)).toBe(480);
    expect(media.said).toEqual(['nobody-at-that-number']);
  });

  it('to the contact that was registered is for the number in To', async () => {
    const { gateway, rings, final, until, pbx } = await house({
      secret: 's',
      registers: true,
      challenges: 401,
    });
    await until(() => pbx.gatewayStates()[0]?.state === 'registered');
    const headers = [['To', '<sip:+49301234101@itsp.example>']] as const;
    const call = gateway.peer.send('INVITE', '49301234', { body: OFFER, headers });
    expect(await final(call)).toBe(200);
    expect(rings()).toHaveLength(1);
  });
});

onEmbedded('a gateway that we register at', (database) => {
  async function registered(how: Parameters<typeof addGateway>[2] = {}) {
    const office = await openPbxOffice(database());
    await database().db.delete(gateways);
    const gateway = await addGateway(office, TRUNK, {
      secret: 's',
      registers: true,
      challenges: 401,
      ...how,
    });
    await office.start();
    const state = () => office.pbx.gatewayStates()[0];
    return { ...office, gateway, state, registers: () => gateway.ofMethod('REGISTER') };
  }

  it('is registered at with digest, again at half of the time, and left at the end', async () => {
    const { until, pass, state, registers, pbx } = await registered();
    await until(() => state()?.state === 'registered');
    const [first] = registers();
    expect(first?.uri).toBe(`sip:${TRUNK}`);
    expect(first?.headers.get('Contact')).toBe('<sip:49301234@192.0.2.1:5060>');
    await pass(299);
    expect(registers()).toHaveLength(1);
    await pass(3);
    expect(registers()).toHaveLength(2);
    pbx.stop();
    await until(() => registers().length === 3);
    expect(registers().map(({ headers }) => headers.get('Expires'))).toEqual(['600', '600', '0']);
  });

  it('gets the time that it wants (423, RFC 3261 10.2.8)', async () => {
    const { until, state, registers } = await registered({ minExpires: 3_600 });
    await until(() => state()?.state === 'registered');
    expect(registers().map(({ headers }) => headers.get('Expires'))).toEqual(['3600']);
  });

  it('by a connection that broke is registered at by another one, soon but not again and again', async () => {
    const { until, pass, state, registers, network, engine } = await registered();
    await until(() => state()?.state === 'registered');
    const breaks = () => {
      const flow = network.flow(SERVER, TRUNK);
      network.connect(TRUNK);
      engine.flowFailed(flow, network.nowMs);
    };
    network.connect(TRUNK);
    await pass(70);
    const before = registers().length;
    breaks();
    await pass(3);
    expect(registers()).toHaveLength(before + 1);
    breaks();
    await pass(3);
    expect(registers()).toHaveLength(before + 1);
    await pass(31);
    expect(registers()).toHaveLength(before + 2);
    expect(state()?.state).toBe('registered');
  });

  it('that refuses is asked again later and later, and shown as it is', async () => {
    const { until, pass, state, gateway, network } = await registered();
    const asked: number[] = [];
    gateway.peer.onRequest = (transaction, nowMs) => {
      if (transaction.request.method === 'REGISTER') asked.push(nowMs);
      transaction.reply(transaction.request.method === 'REGISTER' ? 403 : 200, nowMs);
    };
    const beganMs = network.nowMs;
    await until(() => state()?.state === 'refused');
    expect(state()?.trouble).toEqual({ code: 'register_answer', detail: '403' });
    await pass(250);
    const gaps = asked.map((atMs, i) => atMs - (asked[i - 1] ?? beganMs)).slice(1);
    for (const [i, gap] of gaps.entries()) expect(gap).toBeLessThanOrEqual(30_100 * 2 ** i);
    for (const [i, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual(24_000 * 2 ** i);
    expect(gaps.length).toBeGreaterThanOrEqual(3);
  });

  it('that is turned off is left, and known no more', async () => {
    const { until, state, pbx, gateway, ctx, registers } = await registered();
    await until(() => state()?.state === 'registered');
    await updateGateway({ ctx, input: { id: gateway.gatewayId, patch: { enabled: false } } });
    const { gatewayId } = gateway;
    await pbx.apply({
      type: 'gateway',
      what: 'edited',
      tenantId: ctx.tenantId,
      gatewayId: gatewayId as never,
    });
    expect(pbx.gatewayStates()).toEqual([]);
    await until(() => registers().at(-1)?.headers.get('Expires') === '0');
  });
});
