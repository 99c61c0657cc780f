import { expect, it } from 'vitest';
import { hostOf } from '#server/sip/flow.ts';
import { bodyText } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';

onEmbedded('a phone that asks for its configuration by PnP', (database) => {
  async function asks(
    address: string,
    { contact = address, accept = 'application/url', vendor = 'yealink' } = {},
  ) {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001', { vendor });
    await office.start();
    const phone = office.stranger(address);
    phone.onRequest = (transaction, nowMs) => transaction.reply(200, nowMs);
    const sent = phone.send('SUBSCRIBE', `MAC%3a${desk.mac}`, {
      headers: [
        ['Event', 'ua-profile;profile-type="device";vendor="Yealink";model="T54W";version="1.2.3"'],
        ['Contact', `<sip:${hostOf(contact)}:5060>`],
        ['Accept', accept],
      ],
    });
    await office.until(() => sent.responses.length > 0);
    const decoy = office.stranger(contact === address ? '192.0.2.200' : contact);
    return { ...office, desk, phone, sent, decoy };
  }

  it.each(['192.168.1.20', '10.0.0.9', '169.254.3.3', 'fd00::20', 'fe80::20'])(
    'from %s, a network of one’s own, is told its address',
    async (address) => {
      const { phone, sent, until } = await asks(address);
      expect(sent.statuses()).toEqual([200]);
      await until(() => phone.received.length > 0);
      const [notify] = phone.received;
      expect(notify?.method).toBe('NOTIFY');
      expect(notify && bodyText(notify)).toMatch(/^http:\/\/perch\.example\/p\//);
    },
  );

  it.each([
    ['yealink', /\/$/],
    // It wants a folder.
    ['grandstream', /\/$/],
    ['snom', /\/\{mac\}\.xml$/],
  ])('a %s in its maker’s form', async (vendor, form) => {
    const { phone, until } = await asks('192.168.1.20', { vendor });
    await until(() => phone.received.length > 0);
    expect(phone.received.map(bodyText)[0]).toMatch(form);
  });

  it('from a public address on the network that Perch is on, is told its address', async () => {
    const { phone, sent, until } = await asks('192.0.2.77');
    expect(sent.statuses()).toEqual([200]);
    await until(() => phone.received.length > 0);
    expect(phone.received[0]?.method).toBe('NOTIFY');
  });

  it.each(['203.0.113.7', '100.64.0.1', '2001:db8::7'])(
    'from %s, far away, gets 403 and nothing else',
    async (address) => {
      const { phone, sent, desk, pbx, network, until } = await asks(address);
      expect(sent.statuses()).toEqual([403]);
      await pbx.pnp.deskChanged(desk.id as never);
      let turns = 0;
      await until(() => turns++ > 200);
      network.run(network.nowMs + 60_000);
      expect([phone.received, pbx.pnp.heard]).toEqual([[], 0]);
    },
  );

  it('is told where it asked from, not where it says to be', async () => {
    const { phone, decoy, until } = await asks('192.168.1.20', { contact: '203.0.113.7' });
    await until(() => phone.received.length + decoy.received.length > 0);
    expect([phone.received.length, decoy.received.length]).toEqual([1, 0]);
  });

  it('asks again in the same dialog, as AudioCodes does for 5 s, and is told once', async () => {
    const { phone, desk, until, network } = await asks('192.168.1.20');
    await until(() => phone.received.length > 0);
    const [callId] = phone.received.map(({ headers }) => headers.get('Call-ID') ?? '');
    const again = (id: string | undefined) =>
      phone.send('SUBSCRIBE', `MAC%3a${desk.mac}`, {
        ...(id === undefined ? {} : { callId: id, cseq: 2 }),
        headers: [
          ['Event', 'ua-profile;profile-type="device"'],
          ['Contact', '<sip:192.168.1.20:5060>'],
        ],
      });
    const repeated = again(callId);
    await until(() => repeated.responses.length > 0);
    expect(repeated.statuses()).toEqual([200]);
    again(undefined);
    await until(() => phone.received.length > 1);
    network.run(network.nowMs + 1_000);
    const told = phone.received.map(({ headers }) => headers.get('Call-ID'));
    expect(told.filter((id) => id === callId)).toHaveLength(1);
  });

  it('is told in the content type that it accepts', async () => {
    const { phone, until } = await asks('192.168.1.20', { accept: 'application/x-gs-ucm-url' });
    await until(() => phone.received.length > 0);
    expect(phone.received[0]?.headers.get('Content-Type')).toBe('application/x-gs-ucm-url');
  });
});
