import { expect, it } from 'vitest';
import { bodyText } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice, SERVER, type TestPhone } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

const ANSWER = OFFER.replace('m=audio 4000 RTP/AVP 0', 'm=audio 4000 RTP/AVP 8 101').concat(
  'a=rtpmap:101 telephone-event/8000\r\n',
);

onEmbedded('the offers of a call to a dial code, RFC 3264 and RFC 3261 13.3.1.4', (database) => {
  async function dialled(offer?: string) {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001');
    await office.start();
    const phone: TestPhone = await office.phone('192.0.2.11', desk.id);
    const call = phone.send('INVITE', '*70101', {
      ...(offer !== undefined && { body: offer }),
      ...{ callId: 'c', fromTag: 'f' },
    });
    await office.until(() => call.statuses().includes(200));
    const again = async (body: string | undefined, cseq: number) => {
      const more = { callId: 'c', fromTag: 'f', toTag: call.toTag(), cseq };
      const next = phone.send('INVITE', 'perch', body === undefined ? more : { ...more, body });
      await office.until(() => next.statuses().some((status) => status >= 200));
      return next;
    };
    return { ...office, phone, call, again };
  }

  it('who makes none gets ours, and is spoken to when the ACK has brought the answer', async () => {
    const { call, media, network, until } = await dialled();
    const offer = bodyText(call.responses.at(-1) ?? call.sent.request);
    expect(offer).toContain(`c=IN IP4 ${SERVER}`);
    expect(offer).toMatch(/m=audio 20002 RTP\/AVP 0 8 9 101/);
    network.run(network.nowMs + 100);
    expect([media.started, media.said]).toEqual([[], []]);
    call.acknowledge(ANSWER);
    await until(() => media.said.includes('enter-pin'));
    expect(media.started).toMatchObject([
      { remote: { address: '192.0.2.11', port: 4_000 }, codec: { name: 'PCMA' }, direction: 'sendrecv' },
    ]);
  });

  it('without an answer in the ACK the call ends, and its port is free again', async () => {
    const { call, media, phone, until, pbx } = await dialled();
    phone.onRequest = (transaction, nowMs) => transaction.reply(200, nowMs);
    call.acknowledge();
    await until(() => phone.received.length > 0 && pbx.callCount === 0);
    expect([phone.received.map(({ method }) => method), media.said, media.ports]).toEqual([['BYE'], [], 0]);
  });

  it('holding and going on are answered, in every way that phones do it', async () => {
    const { call, media, again } = await dialled(OFFER);
    call.acknowledge();
    const held = OFFER.concat('a=sendonly\r\n');
    const asked = [
      held,
      OFFER,
      OFFER.concat('a=inactive\r\n'),
      OFFER.replace(/c=.*/, 'c=IN IP4 0.0.0.0'),
      OFFER,
    ];
    const answers: string[] = [];
    for (const [index, body] of asked.entries()) {
      const next = await again(body, 10 + index);
      next.acknowledge();
      answers.push(
        /a=(sendrecv|sendonly|recvonly|inactive)/.exec(bodyText(next.responses.at(-1) as never))?.[1] ?? '',
      );
    }
    expect(answers).toEqual(['recvonly', 'sendrecv', 'inactive', 'recvonly', 'sendrecv']);
    expect(media.started.map(({ direction }) => direction)).toEqual(['sendrecv', ...answers]);
  });

  it('an INVITE without one within the call gets ours again, in the same place', async () => {
    const { call, media, again, until } = await dialled(OFFER);
    call.acknowledge();
    const next = await again(undefined, 10);
    expect(bodyText(next.responses.at(-1) as never)).toMatch(/m=audio 20002 /);
    next.acknowledge(ANSWER);
    await until(() => media.started.at(-1)?.codec.name === 'PCMA');
    expect(media.said.filter((prompt) => prompt === 'enter-pin')).toHaveLength(1);
  });

  it('a call that requires what we do not know is told so (RFC 3261 8.2.2.3)', async () => {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001');
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const call = phone.send('INVITE', '*71', { body: OFFER, headers: [['Require', '100rel']] });
    await office.until(() => call.statuses().includes(420));
    expect(call.responses.at(-1)?.headers.get('Unsupported')).toBe('100rel');
  });

  it('a third call of one desk at once is told that it is busy', async () => {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001');
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const calls = [1, 2, 3].map(() => phone.send('INVITE', '*70', { body: OFFER }));
    await office.until(() => calls.every((call) => (call.statuses().at(-1) ?? 100) >= 200));
    expect(calls.map((call) => call.statuses().at(-1)).sort()).toEqual([200, 200, 486]);
    expect(office.pbx.callCount).toBe(2);
  });

  it('one that cannot be is refused, and the call goes on as it was', async () => {
    const { call, media, again } = await dialled(OFFER);
    call.acknowledge();
    const next = await again(OFFER.replace('RTP/AVP 0', 'RTP/AVP 18'), 10);
    expect([next.statuses(), media.started.length]).toEqual([[488], 1]);
  });
});
