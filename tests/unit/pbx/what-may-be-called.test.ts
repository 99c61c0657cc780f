import { expect, it } from 'vitest';
import type { StoredTenantSettings } from '#db/schema/index.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('a phone', (database) => {
  /** 101 sits at 8001; nobody sits at 8002. */
  async function house(settings: StoredTenantSettings = {}) {
    const office = await openPbxOffice(database());
    const [desk, free] = [await office.desk('8001'), await office.desk('8002')];
    for (const extension of ['101', '102']) await office.user(extension);
    await office.settings(settings);
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    await logIn({ ctx: office.ctx, input });
    await office.start();
    const [phone, other] = [
      await office.phone('192.0.2.11', desk.id),
      await office.phone('192.0.2.12', free.id),
    ];
    for (const one of [phone, other]) {
      one.onRequest = (transaction, nowMs) =>
        transaction.reply(200, nowMs, { headers: [['Contact', `<sip:x@${one.address}>`]] });
      const registered = one.send('REGISTER', one.extension);
      await office.until(() => registered.statuses().includes(200));
    }
    const final = async (call: { statuses(): number[] }) => {
      const last = () => call.statuses().findLast((status) => status >= 200);
      await office.until(() => last() !== undefined);
      return last();
    };
    const call = (by: typeof phone, number: string, headers: ReadonlyArray<readonly [string, string]> = []) =>
      final(by.send('INVITE', number, { body: OFFER, headers }));
    return { ...office, phone, other, call, final };
  }

  it('at which nobody is logged in calls nobody where only help may be called, and is told why', async () => {
    const { other, call, media } = await house({ loggedOutCalls: { allow: 'emergency', numbers: [] } });
    expect(await call(other, '101')).toBe(403);
    expect(media.said).toEqual(['not-allowed-from-this-phone']);
  });

  it.each([
    { allow: 'internal', numbers: [], dialled: '101', becomes: 200 },
    { allow: 'listed', numbers: ['101'], dialled: '101', becomes: 200 },
    { allow: 'listed', numbers: ['102'], dialled: '101', becomes: 403 },
    { allow: 'internal', numbers: [], dialled: '0301234', becomes: 403 },
  ] as const)(
    'at which nobody is logged in, where $allow $numbers may be called, gets $becomes for $dialled',
    async (one) => {
      const { allow, numbers, dialled, becomes } = one;
      const route = { prefix: '0', lengthMin: 2, lengthMax: 20, strip: 0, prepend: '', gatewayIds: ['none'] };
      const { other, call } = await house({
        loggedOutCalls: { allow, numbers: [...numbers] },
        outboundRoutes: [route],
      });
      expect(await call(other, dialled)).toBe(becomes);
    },
  );

  it('hears that a number is nobody’s, that somebody is at no desk, and that no line is to be had', async () => {
    const route = { prefix: '0', lengthMin: 2, lengthMax: 20, strip: 0, prepend: '', gatewayIds: ['none'] };
    const { phone, call, media } = await house({ outboundRoutes: [route] });
    expect(await call(phone, '777')).toBe(404);
    expect(await call(phone, '102')).toBe(480);
    expect(await call(phone, '0301234')).toBe(480);
    expect(media.said).toEqual(['number-not-known', 'nobody-at-that-number', 'all-lines-busy']);
  });

  it('that gives up while it is told why hears no more, and nothing is left', async () => {
    const loggedOutCalls = { allow: 'emergency' as const, numbers: [] };
    const { other, pbx, media, until, network } = await house({ loggedOutCalls });
    const open = media.open.bind(media);
    let stop = (_: 'finished'): void => {};
    const isSaid = new Promise<'finished'>((resolve) => {
      stop = resolve;
    });
    media.open = async () => ({ ...(await open()), play: () => isSaid });
    const call = other.send('INVITE', '101', { body: OFFER });
    await until(() => call.statuses().includes(183));
    call.sent.cancel(network.nowMs);
    await until(() => call.statuses().includes(487));
    stop('finished');
    await until(() => pbx.callCount === 0);
    expect(media.ports).toBe(0);
  });

  it('is told who calls, but not of whom it shall not be known (RFC 3325 7)', async () => {
    const { phone, other, call } = await house();
    await call(phone, '8002');
    await call(phone, '8002', [['Privacy', 'id']]);
    const [open, hidden] = other.received.filter(({ method }) => method === 'INVITE');
    expect(open?.headers.get('P-Asserted-Identity')).toBe('"Person 101" <sip:101@192.0.2.1>');
    expect(hidden?.headers.get('P-Asserted-Identity')).toBeUndefined();
    expect(hidden?.headers.get('From')).toContain('<sip:anonymous@anonymous.invalid>');
  });

  it('sends a MESSAGE as it calls: to extensions, with proof (RFC 3428)', async () => {
    const { phone, other, final } = await house();
    const text = (to: string, more: object = {}) => phone.send('MESSAGE', to, { body: 'hello', ...more });
    expect(await final(text('8002'))).toBe(200);
    const [message] = other.received.filter(({ method }) => method === 'MESSAGE');
    expect(message?.headers.get('P-Asserted-Identity')).toContain('<sip:101@');
    expect(message?.headers.has('Record-Route')).toBe(false);
    expect(await final(text('102'))).toBe(480);
    expect(await final(text('777'))).toBe(404);
    expect(await final(text('*71'))).toBe(404);
    expect(await final(text('8002', { isBare: true }))).toBe(407);
  });
});
