import { desc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { bindings, emergencyCalls, gateways, type StoredTenantSettings } from '#db/schema/index.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { bodyText } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { addGateway } from '#tests/support/fake-gateway.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

const site = 'Köln';
const address = { country: 'DE', city: 'Köln', street: 'Domstraße', houseNumber: '1' };

onEmbedded('invariant 4: a call for help', (database) => {
  /** A desk on the third floor in Köln, two gateways that take calls for help, and 101, who may sit anywhere. */
  async function house(more: StoredTenantSettings = {}) {
    const office = await openPbxOffice(database());
    // Of the tests before.
    for (const table of [gateways, bindings]) await database().db.delete(table);
    const desk = await office.desk('8001', { site, floor: '3 A' });
    await office.user('101');
    const trunks = [
      await addGateway(office, '198.51.100.1', { callerNumber: '+4922100' }),
      await addGateway(office, '198.51.100.2', { callerNumber: '+4922199' }),
    ] as const;
    await office.settings({
      emergencyRoute: { gatewayIds: trunks.map(({ gatewayId }) => gatewayId), callerNumber: null },
      emergencyTestNumber: '933',
      sites: { [site]: { callerNumber: '+49221112', address } },
      ...more,
    });
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const register = async (as: typeof phone) => {
      const sent = as.send('REGISTER', as.extension);
      await office.until(() => sent.statuses().includes(200));
    };
    const settled = () => office.pbx.gatewayStates().every(({ state }) => state === 'healthy');
    await office.until(settled);
    const help = (by = phone, number = '112') => by.send('INVITE', number, { body: OFFER });
    const answered = (call: { statuses(): number[] }) => office.until(() => call.statuses().includes(200));
    const at = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    const refresh = () => office.pbx.directory.refreshDesk(desk.id as never);
    const noted = async () => {
      const [row] = await database()
        .db.select()
        .from(emergencyCalls)
        .where(eq(emergencyCalls.deskId, desk.id))
        .orderBy(desc(emergencyCalls.id));
      return row;
    };
    const untilNoted = async (outcome: string) => {
      for (let i = 0; i < 2_000 && (await noted())?.outcome !== outcome; i += 1) await office.pass(0.001);
      return noted();
    };
    return {
      ...office,
      phoneAt: office.phone,
      desk,
      phone,
      trunks,
      register,
      help,
      answered,
      at,
      refresh,
      untilNoted,
    };
  }

  it('from a free desk goes out with the place of the desk and the number of its site', async () => {
    const { help, answered, trunks, untilNoted } = await house();
    await answered(help());
    const [invite] = trunks[0].taken;
    if (invite === undefined) throw new Error('no call');
    expect(invite.uri).toBe('sip:112@198.51.100.1');
    expect(invite.headers.get('From')).toContain('<sip:+49221112@');
    expect(invite.headers.get('P-Asserted-Identity')).toContain('<sip:+49221112@');
    expect(invite.headers.get('Priority')).toBe('emergency');
    expect(invite.headers.get('Geolocation-Routing')).toBe('yes');
    const [, contentId = ''] = /^<cid:(.+)>$/.exec(invite.headers.get('Geolocation') ?? '') ?? [];
    const [, boundary = ''] = /boundary="(.+)"/.exec(invite.headers.get('Content-Type') ?? '') ?? [];
    const parts = bodyText(invite)
      .split(`--${boundary}`)
      .map((part) => part.trim());
    expect(parts[1]).toBe(`Content-Type: application/sdp\r\n\r\n${OFFER.trim()}`);
    expect(parts[2]).toContain(`Content-ID: <${contentId}>`);
    for (const element of [
      '<ca:country>DE</ca:country>',
      '<ca:A3>Köln</ca:A3>',
      '<ca:RD>Domstraße</ca:RD>',
      '<ca:HNO>1</ca:HNO>',
      '<ca:LOC>Desk 8001</ca:LOC>',
      '<ca:FLR>3 A</ca:FLR>',
    ])
      expect(parts[2]).toContain(element);
    expect(await untilNoted('routed')).toMatchObject({ number: '112', gateway: 'Trunk 198.51.100.1' });
  });

  it('from an occupied desk, and in the middle of a switch, has the desk’s place and number', async () => {
    const { ctx, at, refresh, phone, help, answered, trunks, register, desk, phoneAt } = await house();
    await register(phone);
    await logIn({ ctx, input: at });
    await refresh();
    // The phone is still registered as the desk.
    await answered(help(phone));
    const settled = await phoneAt('192.0.2.11', desk.id);
    await answered(help(settled));
    const callers = trunks[0].taken.map(({ headers }) => headers.get('From'));
    expect(callers).toHaveLength(2);
    for (const from of callers) expect(from).toContain('<sip:+49221112@');
  });

  it('is taken from credentials that have ended', async () => {
    const { ctx, at, refresh, desk, help, answered, trunks, until, phoneAt } = await house();
    await logIn({ ctx, input: at });
    await refresh();
    const phone = await phoneAt('192.0.2.11', desk.id);
    await logOut({ ctx, input: { deskId: desk.id } });
    await refresh();
    await answered(help(phone));
    expect(trunks[0].taken).toHaveLength(1);
    const call = phone.send('INVITE', '101', { body: OFFER });
    await until(() => call.statuses().includes(403));
  });

  it('is taken without a challenge by the way that the phone last proved itself, and nothing else is', async () => {
    const { phone, answered, register, until } = await house();
    await register(phone);
    const call = phone.send('INVITE', '112', { body: OFFER, isBare: true });
    await answered(call);
    expect(call.statuses()).not.toContain(407);
    const usual = phone.send('INVITE', '101', { body: OFFER, isBare: true });
    await until(() => usual.statuses().includes(407));
  });

  it('with wrong credentials is taken by that way, and by no other', async () => {
    const { phone, register, stranger, answered, until } = await house();
    await register(phone);
    const headers = [
      ['Proxy-Authorization', 'Digest username="x", realm="perch", nonce="n", uri="u", response="r"'],
    ] as const;
    await answered(phone.send('INVITE', '112', { body: OFFER, headers, isBare: true }));
    const guess = stranger('192.0.2.66').send('INVITE', '112', { body: OFFER, headers, isBare: true });
    await until(() => guess.statuses().length > 0);
    expect(guess.statuses()).toEqual([403]);
  });

  it('behind the prefix for outside is the same number, by whatever the phone is known', async () => {
    const route = { prefix: '9', lengthMin: 3, lengthMax: 20, strip: 1, prepend: '', gatewayIds: [] };
    const { phone, answered, register, trunks } = await house({ outboundRoutes: [route] });
    await answered(phone.send('INVITE', '9112', { body: OFFER }));
    await register(phone);
    await answered(phone.send('INVITE', '9112', { body: OFFER, isBare: true }));
    expect(trunks[0].taken.map(({ uri }) => uri)).toEqual(['sip:112@198.51.100.1', 'sip:112@198.51.100.1']);
  });

  it.each(['urn:service:sos', 'URN:service:SOS', 'urn:service:sos.police'])(
    'to %s is one, also by the way that the phone last proved itself (RFC 5031)',
    async (uri) => {
      const { phone, answered, register, trunks } = await house();
      const sos = (isBare: boolean) =>
        phone.send('INVITE', 'sos', { body: OFFER, uri, isBare, headers: [['To', '<urn:service:sos>']] });
      await answered(sos(false));
      await register(phone);
      const bare = sos(true);
      await answered(bare);
      expect(bare.statuses()).not.toContain(407);
      for (const { uri: asked, headers } of trunks[0].taken) {
        expect(asked).toBe('sip:112@198.51.100.1');
        expect(headers.get('To')).toBe('<sip:112@198.51.100.1>');
        expect(headers.get('Geolocation')).toMatch(/^<cid:/);
      }
      expect(trunks[0].taken).toHaveLength(2);
    },
  );

  it('to another service is no call for help, and of no other method one', async () => {
    const { phone, until } = await house();
    for (const [method, uri, status] of [
      ['INVITE', 'urn:service:counseling', 403],
      ['INVITE', 'urn:other:sos', 416],
      ['OPTIONS', 'urn:service:sos', 416],
    ] as const) {
      const sent = phone.send(method, 'x', { uri, body: OFFER });
      await until(() => sent.statuses().some((one) => one >= 400 && one !== 407));
      expect(sent.statuses().at(-1)).toBe(status);
    }
  });

  it('goes to the next gateway whatever the first says, and without the place where it is not understood', async () => {
    const { help, answered, trunks } = await house();
    trunks[0].onInvite = (transaction, nowMs) => {
      const hasPlace = transaction.request.headers.has('Geolocation');
      transaction.reply(hasPlace ? 415 : 404, nowMs);
    };
    await answered(help());
    expect(trunks[0].taken.map(({ headers }) => headers.get('Content-Type'))).toEqual([
      expect.stringContaining('multipart/mixed'),
      'application/sdp',
    ]);
    expect(trunks[1].taken[0]?.headers.get('Geolocation')).toMatch(/^<cid:/);
  });

  it('is tried at a gateway that seems to be down, too', async () => {
    const { help, answered, trunks, pass } = await house();
    for (const trunk of trunks) trunk.optionsStatus = 503;
    await pass(100);
    await answered(help());
    expect(trunks[0].taken).toHaveLength(1);
  });

  it('without a route is answered with a notice, and an alert', async () => {
    const { help, answered, media, untilNoted } = await house({
      emergencyRoute: { gatewayIds: [], callerNumber: null },
    });
    await answered(help());
    expect(media.said).toEqual(['no-emergency-route']);
    expect(await untilNoted('no_route')).toMatchObject({ isTest: false });
  });

  it('that no gateway takes is answered with a notice', async () => {
    const { help, answered, media, trunks, untilNoted } = await house();
    for (const trunk of trunks) trunk.onInvite = (transaction, nowMs) => transaction.reply(500, nowMs);
    await answered(help());
    expect(media.said).toEqual(['no-emergency-route']);
    expect(await untilNoted('failed')).toMatchObject({ gateway: null });
  });

  it('that is given up before anybody answers is cancelled, and noted as one that got no help', async () => {
    const { help, until, trunks, network, media, untilNoted } = await house();
    trunks[0].onInvite = (transaction, nowMs) => {
      transaction.onCancel = (atMs) => transaction.reply(487, atMs);
      transaction.reply(100, nowMs);
    };
    const call = help();
    await until(() => trunks[0].taken.length === 1);
    network.run(network.nowMs + 10);
    call.sent.cancel(network.nowMs);
    await until(() => call.statuses().includes(487));
    expect([trunks[1].taken, media.said]).toEqual([[], []]);
    expect(await untilNoted('failed')).toMatchObject({ outcome: 'failed', gateway: null });
  });

  it('goes out while the database is away, and is written down later', async () => {
    const { help, answered, phone, register, ctx, untilNoted, pass } = await house();
    await register(phone);
    const { transaction } = ctx.db;
    ctx.db.transaction = (() => Promise.reject(new Error('away'))) as typeof transaction;
    try {
      await answered(help());
    } finally {
      ctx.db.transaction = transaction;
    }
    await pass(6);
    expect(await untilNoted('routed')).toMatchObject({ number: '112' });
  });

  it('is limited a desk, generously', async () => {
    const { help, phone, until, network } = await house({
      emergencyRoute: { gatewayIds: [], callerNumber: null },
    });
    const finals: number[] = [];
    for (let i = 0; i < 25; i += 1) {
      const call = help(phone);
      await until(() => call.statuses().some((status) => status === 200 || status === 503));
      finals.push(call.statuses().at(-1) ?? 0);
      if (finals.at(-1) === 200) call.acknowledge();
      network.run(network.nowMs + 10);
    }
    expect(finals.filter((status) => status === 200).length).toBeGreaterThanOrEqual(20);
    expect(finals.at(-1)).toBe(503);
  });

  it('can be tried by the test number, which says where the desk is', async () => {
    const { help, phone, answered, media, untilNoted, trunks } = await house();
    await answered(help(phone, '933'));
    const letters = [...'koln'].map((letter) => `letter-${letter}`);
    expect(media.said).toEqual([
      'emergency-test',
      ...['desk', 'digit-8', 'digit-0', 'digit-0', 'digit-1'],
      ...['site', ...letters],
      ...['floor', 'digit-3', 'letter-a'],
      'emergency-test-end',
    ]);
    expect(trunks[0].taken).toEqual([]);
    expect(await untilNoted('test')).toMatchObject({ isTest: true });
  });
});
