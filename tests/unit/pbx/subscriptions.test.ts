import { describe, expect, it } from 'vitest';
import { serializeChallenge } from '#server/digest/challenge.ts';
import { parseDigestCredentials } from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipResponse } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openLampHouse, watch } from '#tests/support/lamps.ts';
import { openPbxOffice, SERVER, type TestPhone } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('subscriptions (RFC 6665)', (database) => {
  const house = () => openLampHouse(database());
  type House = Awaited<ReturnType<typeof house>>;
  type Ask = Parameters<typeof watch>[2] & { by?: TestPhone };

  /** The final answer to a new SUBSCRIBE. */
  async function answerTo(
    office: House,
    number: string,
    { by = office.watcher, ...more }: Ask = {},
  ): Promise<SipResponse | undefined> {
    const lamp = watch(by, number, more);
    await office.until(() => lamp.responses.length > 0);
    return lamp.responses.at(-1);
  }

  describe('a SUBSCRIBE', () => {
    it('is asked who it is of, and leaves nothing behind by that', async () => {
      const office = await house();
      const { engine, flow } = office.watcher;
      const headers = new Headers()
        .append('From', `<sip:8001@${SERVER}>;tag=f`)
        .append('To', `<sip:102@${SERVER}>`)
        .append('Call-ID', 'c')
        .append('CSeq', '1 SUBSCRIBE')
        .append('Max-Forwards', '70')
        .append('Contact', '<sip:8001@192.0.2.11>')
        .append('Event', 'dialog');
      const request = {
        kind: 'request',
        method: 'SUBSCRIBE',
        uri: `sip:102@${SERVER}`,
        headers,
        body: noBody,
      } as const;
      const statuses: number[] = [];
      const user = { response: (one: SipResponse) => void statuses.push(one.status), failed() {} };
      engine.request(request, flow, { user, nowMs: office.network.nowMs });
      await office.until(() => statuses.length > 0);
      expect([statuses, office.engine.transactionCount, office.pbx.subscriptionCount]).toEqual([[401], 0, 0]);
    });

    it('of whoever has no secret of ours is refused', async () => {
      const office = await house();
      const by = office.stranger('192.0.2.66');
      expect((await answerTo(office, '102', { by }))?.status).toBe(403);
    });

    it('to a number that is nobody’s gets 404', async () => {
      expect((await answerTo(await house(), '999'))?.status).toBe(404);
    });

    it('to a number of another tenant gets 404 (invariant 7)', async () => {
      const office = await house();
      const other = await openPbxOffice(database());
      await other.user('777');
      await other.desk('9001');
      await office.pbx.directory.load();
      for (const number of ['777', '9001']) expect((await answerTo(office, number))?.status).toBe(404);
    });

    it('for an event that nobody here knows gets 489, and what there is', async () => {
      const answer = await answerTo(await house(), '102', { event: 'weather' });
      expect(answer?.status).toBe(489);
      expect(answer?.headers.get('Allow-Events')).toBe('dialog, message-summary, presence, ua-profile');
    });

    it('for less than a minute gets 423, for more than a quarter of an hour that', async () => {
      const office = await house();
      const brief = await answerTo(office, '102', { headers: [['Expires', '59']] });
      expect([brief?.status, brief?.headers.get('Min-Expires')]).toEqual([423, '60']);
      const long = await answerTo(office, '102', { headers: [['Expires', '7200']] });
      expect([long?.status, long?.headers.get('Expires')]).toEqual([200, '900']);
    });

    it('that takes no such document gets 406, one that takes any is served', async () => {
      const office = await house();
      const refused = await answerTo(office, '102', { headers: [['Accept', 'application/pidf+xml']] });
      expect([refused?.status, refused?.headers.get('Accept')]).toEqual([406, 'application/dialog-info+xml']);
      const served = await answerTo(office, '102', { headers: [['Accept', 'application/*, text/plain']] });
      expect(served?.status).toBe(200);
    });

    it('without a place for NOTIFYs gets 400', async () => {
      const answer = await answerTo(await house(), '102', { headers: [['Contact', '<tel:8001>']] });
      expect(answer?.status).toBe(400);
    });

    it('is answered with the state at once, in the dialog, with its event id', async () => {
      const office = await house();
      const lamp = await office.watching('102', { event: 'dialog;id=7' });
      const [notify] = lamp.notifies();
      expect(notify?.uri).toBe('sip:8001@192.0.2.11:5060');
      expect(notify?.headers.get('From')).toBe(`<sip:102@${SERVER}>;tag=${lamp.toTag()}`);
      expect(notify?.headers.get('Event')).toBe('dialog;id=7');
      expect(notify?.headers.get('Content-Type')).toBe('application/dialog-info+xml');
      expect(lamp.told()).toEqual(['active;expires=900 terminated']);
    });

    it('with Expires 0 looks once (4.4.3)', async () => {
      const office = await house();
      const lamp = await office.watching('8002', { headers: [['Expires', '0']] });
      office.pass(1_000);
      expect(lamp.told()).toEqual(['terminated;reason=timeout confirmed']);
      expect(office.pbx.subscriptionCount).toBe(0);
    });

    it('in its dialog goes on, and with Expires 0 ends', async () => {
      const office = await house();
      const lamp = await office.watching('102');
      office.pass(600_000);
      const refresh = lamp.again([['Contact', '<sip:elsewhere@192.0.2.11>']]);
      await office.until(() => lamp.notifies().length > 1);
      office.pass(600_000);
      const last = lamp.again([['Expires', '0']]);
      await office.until(() => lamp.notifies().length > 2);
      expect([refresh.statuses(), last.statuses(), office.pbx.subscriptionCount]).toEqual([[200], [200], 0]);
      expect(lamp.told()).toEqual([
        'active;expires=900 terminated',
        'active;expires=900 terminated',
        'terminated;reason=timeout terminated',
      ]);
      expect(lamp.notifies()[1]?.uri).toBe('sip:elsewhere@192.0.2.11');
    });

    it('in its dialog is for what the dialog is for, and for nobody else', async () => {
      const office = await house();
      const lamp = await office.watching('102', { event: 'dialog;id=7' });
      const other = lamp.again([['Event', 'dialog;id=8']]);
      const thief = lamp.again([], await office.phone('192.0.2.13', office.desks[2].id));
      await office.until(() => other.responses.length > 0 && thief.responses.length > 0);
      expect([other.statuses(), thief.statuses()]).toEqual([[481], [403]]);
      expect(office.pbx.subscriptionCount).toBe(1);
    });

    it('that is not come back to runs out, and leaves nothing', async () => {
      const office = await house();
      const lamp = await office.watching('102', { headers: [['Expires', '60']] });
      office.pass(61_000);
      expect(lamp.told().at(-1)).toBe('terminated;reason=timeout terminated');
      expect(office.pbx.subscriptionCount).toBe(0);
    });

    it('is one of 200 that a phone may have', async () => {
      const office = await house();
      const all = Array.from({ length: 201 }, () => watch(office.watcher, '102'));
      await office.until(() => all.every(({ responses }) => responses.length > 0));
      const statuses = all.map((one) => one.responses.at(-1)?.status).sort();
      expect([statuses.filter((one) => one === 200).length, statuses.at(-1)]).toEqual([200, 403]);
    });
  });

  describe('a subscription', () => {
    it('is told a storm of changes as few, the last one as it stayed', async () => {
      const office = await house();
      const lamp = await office.watching('8003');
      const called = await office.ringingPhone('192.0.2.13', office.desks[2].id);
      const caller = await office.ringingPhone('192.0.2.12', office.desks[1].id);
      await office.register(called.phone);
      office.pass(5_000);
      const fromMs = office.network.nowMs;
      for (let call = 0; call < 20; call += 1) {
        const sent = caller.phone.send('INVITE', '8003', { body: OFFER });
        await office.until(() => sent.statuses().includes(180));
        sent.sent.cancel(office.network.nowMs);
        await office.until(() => sent.statuses().includes(487));
      }
      const seconds = Math.ceil((office.network.nowMs - fromMs) / 1_000);
      office.pass(5_000);
      expect(lamp.notifies().length).toBeLessThanOrEqual(seconds + 3);
      expect(lamp.lamp().at(-1)).toBe('terminated');
    });

    it('whose phone answers a NOTIFY with 481 is over', async () => {
      const office = await house();
      const lamp = await office.watching('102');
      office.watcher.onRequest = (transaction, nowMs) => transaction.reply(481, nowMs);
      office.pass(2_000);
      lamp.again();
      await office.until(() => office.pbx.subscriptionCount === 0);
    });

    it('whose phone answers nothing is over after the time of a transaction', async () => {
      const office = await house();
      office.watcher.onRequest = () => {};
      const lamp = watch(office.watcher, '102');
      await office.until(() => lamp.notifies().length > 0);
      office.pass(31_000);
      expect(office.pbx.subscriptionCount).toBe(1);
      office.pass(2_000);
      expect(office.pbx.subscriptionCount).toBe(0);
    });

    it('whose phone challenges a NOTIFY gets it signed, and the next one without being asked', async () => {
      const office = await house();
      const header = serializeChallenge({ realm: 'phone', nonce: 'n', algorithm: 'MD5', stale: false });
      const counts: (string | undefined)[] = [];
      office.watcher.onRequest = (transaction, nowMs) => {
        const credentials = parseDigestCredentials(transaction.request.headers.get('Authorization') ?? '');
        counts.push(credentials?.nc);
        const isRight =
          credentials !== undefined &&
          isRightResponse(credentials, office.ctx.secrets.sipSecret(credentials.username), 'NOTIFY');
        if (isRight) transaction.reply(200, nowMs);
        else transaction.reply(401, nowMs, { headers: [['WWW-Authenticate', header]] });
      };
      const lamp = await office.watching('8003');
      office.pass(2_000);
      await office.sit('102', office.desks[2].id);
      office.pass(2_000);
      expect(counts).toEqual([undefined, '00000001', '00000002']);
      expect(lamp.notifies().map((one) => one.headers.get('CSeq'))).toEqual([
        '1 NOTIFY',
        '2 NOTIFY',
        '3 NOTIFY',
      ]);
    });

    it('goes on where its phone registers by another way', async () => {
      const office = await house();
      await office.register(office.watcher);
      const lamp = await office.watching('8003');
      office.pass(2_000);
      const callId = '192.0.2.11 1';
      const moved = Object.assign(await office.phone('192.0.2.111', office.desks[0].id), {
        onRequest: office.watcher.onRequest,
      });
      const again = moved.send('REGISTER', '8001', { callId, cseq: 50 });
      await office.until(() => again.statuses().includes(200));
      await office.sit('102', office.desks[2].id);
      office.pass(2_000);
      expect([lamp.lamp(), moved.received.map(({ method }) => method)]).toEqual([['terminated'], ['NOTIFY']]);
    });

    it('whose phone has started anew is asked whether it is still known', async () => {
      const office = await house();
      await office.register(office.watcher);
      await office.watching('102');
      office.pass(2_000);
      office.watcher.onRequest = (transaction, nowMs) => transaction.reply(481, nowMs);
      await office.register(office.watcher);
      office.pass(2_000);
      expect(office.pbx.subscriptionCount).toBe(0);
    });

    it('whose connection breaks is over when its phone does not come back', async () => {
      const office = await house();
      office.network.connect('192.0.2.11');
      const lamp = await office.watching('8003');
      office.pass(2_000);
      office.engine.flowFailed(office.network.flow(SERVER, '192.0.2.11'), office.network.nowMs);
      await office.sit('102', office.desks[2].id);
      office.pass(31_000);
      expect([office.pbx.subscriptionCount, lamp.notifies().length]).toEqual([1, 1]);
      office.pass(2_000);
      expect([office.pbx.subscriptionCount, lamp.notifies().length]).toEqual([0, 1]);
    });

    it('whose connection breaks goes on by the one that its phone registers by', async () => {
      const office = await house();
      office.network.connect('192.0.2.11');
      await office.register(office.watcher);
      const lamp = await office.watching('8003');
      office.pass(2_000);
      office.engine.flowFailed(office.network.flow(SERVER, '192.0.2.11'), office.network.nowMs);
      await office.sit('102', office.desks[2].id);
      office.network.connect('192.0.2.11');
      await office.register(office.watcher);
      office.pass(2_000);
      expect(lamp.lamp().slice(0, 2)).toEqual(['terminated', 'confirmed']);
      office.pass(60_000);
      expect(office.pbx.subscriptionCount).toBe(1);
    });

    it('ends with the server, which says when to come again', async () => {
      const office = await house();
      const lamp = await office.watching('102');
      office.pass(2_000);
      office.pbx.stop();
      office.pass(1_000);
      expect(lamp.told().at(-1)).toBe('terminated;reason=probation;retry-after=30');
    });
  });
});
