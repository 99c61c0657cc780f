import { expect, it } from 'vitest';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

const IN_CALL = { callId: 'c', fromTag: 'f' };
/** Longer than a transaction, a dialogue with a person who says nothing, or a look after the phone can take. */
const LONG_MS = 120_000;

onEmbedded('however a call to a dial code ends, nothing of it is left', (database) => {
  async function dialled() {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001');
    await office.user('101');
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    phone.onRequest = (transaction, nowMs) => transaction.reply(200, nowMs);
    const timersBefore = office.timerCount();
    const call = phone.send('INVITE', '*70101', { ...IN_CALL, body: OFFER });
    const inCall = (method: string, cseq: number, body?: string) =>
      phone.send(method, 'perch', {
        ...IN_CALL,
        ...{ toTag: call.toTag(), cseq },
        ...(body !== undefined && { body }),
      });
    const left = async () => {
      await office.until(() => office.pbx.callCount === 0);
      office.network.run(office.network.nowMs + LONG_MS);
      await office.until(() => office.timerCount() <= timersBefore);
      const { engine, media, pbx } = office;
      return { ports: media.ports, calls: pbx.callCount, transactions: engine.transactionCount };
    };
    return { ...office, phone, call, inCall, left };
  }
  const nothing = { ports: 0, calls: 0, transactions: 0 };

  it('by BYE in a prompt', async () => {
    const { call, inCall, until, media, left } = await dialled();
    await until(() => call.statuses().includes(200));
    call.acknowledge();
    await until(() => media.said.includes('enter-pin'));
    inCall('BYE', 10);
    expect(await left()).toEqual(nothing);
  });

  it('by BYE before the ACK', async () => {
    const { call, inCall, until, left } = await dialled();
    await until(() => call.statuses().includes(200));
    inCall('BYE', 10);
    expect(await left()).toEqual(nothing);
  });

  it('by CANCEL', async () => {
    const { call, network, until, left } = await dialled();
    await until(() => call.sent.request.headers.has('Proxy-Authorization'));
    call.sent.cancel(network.nowMs);
    network.run(network.nowMs + 400);
    await until(() => call.statuses().includes(487));
    expect(await left()).toEqual(nothing);
  });

  it('by no ACK at all', async () => {
    const { call, network, until, left, phone } = await dialled();
    await until(() => call.statuses().includes(200));
    network.run(network.nowMs + 40_000);
    expect(await left()).toEqual(nothing);
    expect(phone.received.map(({ method }) => method)).toContain('BYE');
  });

  it('by silence: a phone that was unplugged says no BYE, and answers none', async () => {
    const { call, until, media, network, left, phone } = await dialled();
    await until(() => call.statuses().includes(200));
    call.acknowledge();
    await until(() => media.said.includes('enter-pin'));
    phone.onRequest = undefined;
    media.goSilent();
    network.run(network.nowMs + LONG_MS);
    expect(phone.received.map(({ method }) => method)).toEqual(['BYE']);
    expect(await left()).toEqual(nothing);
  });

  it('by BYE after holding, by INVITE and by UPDATE, in a prompt', async () => {
    const { call, inCall, until, media, left } = await dialled();
    await until(() => call.statuses().includes(200));
    call.acknowledge();
    await until(() => media.said.includes('enter-pin'));
    const hold = inCall('INVITE', 10, OFFER.concat('a=sendonly\r\n'));
    await until(() => hold.statuses().includes(200));
    hold.acknowledge();
    const goOn = inCall('UPDATE', 11, OFFER);
    await until(() => goOn.statuses().includes(200));
    expect(media.started.map(({ direction }) => direction)).toEqual(['sendrecv', 'recvonly', 'sendrecv']);
    expect(media.ports).toBe(1);
    inCall('BYE', 12);
    expect(await left()).toEqual(nothing);
  });
});
