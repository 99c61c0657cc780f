import { expect, it } from 'vitest';
import type { StoredTenantSettings } from '#db/schema/index.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { dialogOfUac, requestInDialog } from '#server/sip/dialog/dialog.ts';
import { cseqOf } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { addGateway, answers } from '#tests/support/fake-gateway.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('a call to somebody outside', (database) => {
  /** Ann, 101, sits at a desk; 0 leads outside by two trunks. */
  async function house(first: Parameters<typeof addGateway>[2] = {}, second: typeof first = {}) {
    const office = await openPbxOffice(database());
    const [desk] = [await office.desk('8001'), await office.user('101')];
    const gateways = [
      await addGateway(office, '198.51.100.1', { callerNumber: '+49301234', ...first }),
      await addGateway(office, '198.51.100.2', { callerNumber: '+49301234', ...second }),
    ] as const;
    const route = { prefix: '0', lengthMin: 4, lengthMax: 20, strip: 1, prepend: '+49' };
    const settings: StoredTenantSettings = {
      outboundRoutes: [{ ...route, gatewayIds: gateways.map(({ gatewayId }) => gatewayId) }],
    };
    await office.settings(settings);
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    await logIn({ ctx: office.ctx, input });
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const state = (id: string) => office.pbx.gatewayStates().find(({ gatewayId }) => gatewayId === id)?.state;
    const areUp = () => gateways.every(({ gatewayId }) => state(gatewayId) === 'healthy');
    await office.until(areUp);
    const call = (headers: Array<readonly [string, string]> = []) =>
      phone.send('INVITE', '03012345', { body: OFFER, headers });
    return { ...office, phone, gateways, call, state };
  }

  it('says the number and the caller as the provider knows them, and the phone hears of its own', async () => {
    const { until, gateways, call } = await house({ domain: 'itsp.example' });
    const sent = call();
    await until(() => sent.statuses().includes(200));
    const [invite] = gateways[0].taken;
    expect(invite?.uri).toBe('sip:+493012345@itsp.example');
    expect(invite?.headers.get('From')).toMatch(/^"Person 101" <sip:\+49301234@itsp\.example>;tag=f\d+$/);
    expect(invite?.headers.get('To')).toBe('<sip:+493012345@itsp.example>');
    expect(invite?.headers.get('P-Asserted-Identity')).toBe('"Person 101" <sip:+49301234@itsp.example>');
    const { headers } = sent.responses.at(-1) ?? {};
    expect(headers?.get('From')).toBe(sent.sent.request.headers.get('From'));
    expect(headers?.get('To')).toMatch(/^<sip:03012345@192\.0\.2\.1>;tag=/);
    expect(gateways[1].taken).toEqual([]);
  });

  it.each([401, 407] as const)(
    'answers %i for its caller; ACK and BYE carry the numbers that the gateway knows',
    async (challenges) => {
      const { until, gateways, call, phone, network } = await house({ challenges, secret: 's3cret' });
      const sent = call();
      await until(() => sent.statuses().includes(200));
      sent.acknowledge();
      network.run(network.nowMs + 50);
      const [gateway] = gateways;
      const own = cseqOf(sent.sent.request)?.number ?? 0;
      expect(cseqOf(sent.responses.at(-1) ?? sent.sent.request)?.number).toBe(own);
      expect(gateway.taken.map((one) => cseqOf(one)?.number)).toEqual([own + 1]);
      expect(gateway.peer.acks.map((ack) => cseqOf(ack)?.number)).toEqual([own + 1]);
      const response = sent.responses.at(-1);
      const dialog = response && dialogOfUac(sent.sent.request, response);
      if (dialog === undefined) throw new Error('no dialog');
      const statuses: number[] = [];
      const user = { response: ({ status }: { status: number }) => void statuses.push(status), failed() {} };
      phone.engine.request(requestInDialog(dialog, 'BYE').request, phone.flow, {
        user,
        nowMs: network.nowMs,
      });
      await until(() => statuses.includes(200));
      const [bye] = gateway.ofMethod('BYE');
      expect(bye?.headers.get('From')).toContain('<sip:+49301234@');
      expect(cseqOf(bye ?? sent.sent.request)?.number).toBe(own + 2);
    },
  );

  it('uses a nonce that it knows again, with the next count', async () => {
    const { until, gateways, call, network } = await house({ challenges: 407, secret: 's3cret' });
    for (const count of ['00000001', '00000002']) {
      const sent = call();
      await until(() => sent.statuses().includes(200));
      sent.acknowledge();
      network.run(network.nowMs + 50);
      const invite = gateways[0].ofMethod('INVITE').at(-1);
      expect(invite?.headers.get('Proxy-Authorization')).toContain(`nc=${count}`);
    }
    expect(gateways[0].peer.received.filter(({ method }) => method === 'INVITE')).toHaveLength(3);
  });

  it.each([500, 502, 503, 504])('goes on to the next gateway after %i', async (status) => {
    const { until, gateways, call } = await house();
    gateways[0].onInvite = (transaction, nowMs) => transaction.reply(status, nowMs);
    const sent = call();
    await until(() => sent.statuses().includes(200));
    expect(gateways.map(({ taken }) => taken.length)).toEqual([1, 1]);
  });

  it('goes on to the next gateway when the first wants other credentials than ours', async () => {
    const { until, gateways, call } = await house({ challenges: 407 });
    const sent = call();
    await until(() => sent.statuses().includes(200));
    expect(gateways.map(({ taken }) => taken.length)).toEqual([0, 1]);
  });

  it('goes on to the next gateway when the first says nothing for four seconds', async () => {
    const { until, gateways, call, network } = await house();
    gateways[0].isAway = true;
    const sent = call();
    await until(() => gateways[0].peer.received.some(({ method }) => method === 'INVITE'));
    network.run(network.nowMs + 4_100);
    await until(() => sent.statuses().includes(200));
  });

  it.each([404, 486, 603])('ends with %i of whoever is called', async (status) => {
    const { until, gateways, call } = await house();
    gateways[0].onInvite = (transaction, nowMs) => transaction.reply(status, nowMs);
    const sent = call();
    await until(() => sent.statuses().includes(status));
    expect(gateways[1].taken).toEqual([]);
  });

  it('that rings is rung nowhere else, and early media comes through', async () => {
    const { until, gateways, call } = await house();
    gateways[0].onInvite = (transaction, nowMs) => {
      transaction.reply(183, nowMs, {
        headers: [['Content-Type', 'application/sdp']],
        body: Buffer.from(OFFER),
      });
      transaction.reply(503, nowMs);
    };
    const sent = call();
    await until(() => sent.statuses().some((status) => status >= 400 && status !== 407));
    expect(sent.statuses()).toContain(183);
    expect(gateways[1].taken).toEqual([]);
  });

  it('that is given up is cancelled at the gateway', async () => {
    const { until, gateways, call, network } = await house();
    gateways[0].onInvite = (transaction, nowMs) => {
      transaction.onCancel = (atMs) => transaction.reply(487, atMs);
      transaction.reply(180, nowMs);
    };
    const sent = call();
    await until(() => sent.statuses().includes(180));
    sent.sent.cancel(network.nowMs);
    await until(() => sent.statuses().includes(487));
  });

  it('passes by a gateway that does not answer, and hears when none does', async () => {
    const { until, gateways, call, pass, state, media } = await house();
    gateways[0].isAway = true;
    await pass(150);
    expect(state(gateways[0].gatewayId)).toBe('down');
    const sent = call();
    await until(() => sent.statuses().includes(200));
    expect(gateways[0].peer.received.some(({ method }) => method === 'INVITE')).toBe(false);
    gateways[1].isAway = true;
    await pass(150);
    const second = call();
    await until(() => second.statuses().includes(480));
    expect([second.statuses().includes(183), media.said]).toEqual([true, ['all-lines-busy']]);
    gateways[1].isAway = false;
    await pass(61);
    expect(state(gateways[1].gatewayId)).toBe('healthy');
  });

  it('of whoever wants not to be known is known to the gateway only (RFC 3325 7)', async () => {
    const { until, gateways, call } = await house();
    const sent = call([['Privacy', 'id']]);
    await until(() => sent.statuses().includes(200));
    const [invite] = gateways[0].taken;
    expect(invite?.headers.get('From')).toContain('<sip:anonymous@anonymous.invalid>');
    expect(invite?.headers.get('P-Asserted-Identity')).toContain('+49301234');
    expect(invite?.headers.get('Privacy')).toBe('id');
  });

  it('that the other side hangs up, ends; its BYE has the names that the phone knows', async () => {
    const { until, gateways, call, phone, pbx, network } = await house();
    let ours: Parameters<typeof answers>[0] | undefined;
    gateways[0].onInvite = (transaction, nowMs) => {
      ours = transaction;
      answers(transaction, nowMs);
    };
    phone.onRequest = (transaction, nowMs) => transaction.reply(200, nowMs);
    const sent = call();
    await until(() => sent.statuses().includes(200));
    sent.acknowledge();
    network.run(network.nowMs + 50);
    if (ours === undefined) throw new Error('no INVITE');
    const { engine, flow } = gateways[0].peer;
    const { headers } = ours.request;
    const bye = sent.sent.request.headers.clone();
    bye.set('From', `${headers.get('To')};tag=${ours.localTag}`).set('To', headers.get('From') ?? '');
    bye.set('CSeq', '7 BYE').delete('Via').delete('Content-Type').delete('Proxy-Authorization');
    bye.replaceAll('Route', headers.list('Record-Route') ?? []);
    const uri = 'sip:101@192.0.2.11:5060';
    const user = { response() {}, failed() {} };
    engine.request({ kind: 'request', method: 'BYE', uri, headers: bye, body: new Uint8Array() }, flow, {
      user,
      nowMs: network.nowMs,
    });
    await until(() => pbx.callCount === 0);
    const got = phone.received.find(({ method }) => method === 'BYE');
    expect(got?.headers.get('To')).toContain('<sip:101@192.0.2.1>;tag=');
    expect(got?.headers.get('From')).toContain('<sip:03012345@192.0.2.1>;tag=');
  });
});
