import { expect, it } from 'vitest';
import { logIn } from '#server/hotdesk/log-in.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('a call to somebody', (database) => {
  /** 101 is logged in at one desk; somebody at another desk calls. */
  async function called() {
    const office = await openPbxOffice(database());
    const [desk, other] = [await office.desk('8001'), await office.desk('8002')];
    await office.user('101');
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const caller = await office.phone('192.0.2.12', other.id);
    const register = async (who: typeof phone, expires: string) => {
      const sent = who.send('REGISTER', who.extension, { headers: [['Expires', expires]] });
      await office.until(() => sent.statuses().includes(200));
    };
    await register(phone, '300');
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    await logIn({ ctx: office.ctx, input });
    await office.pbx.directory.refreshDesk(desk.id as never);
    return { office, desk, phone, caller, register };
  }

  it('whose phone has not yet left what it was rings there', async () => {
    const { office, caller, phone } = await called();
    caller.send('INVITE', '101', { body: OFFER });
    await office.until(() => phone.received.some(({ method }) => method === 'INVITE'));
  });

  it('whose phone has unregistered gets 480 at once', async () => {
    const { office, desk, phone: before, caller, register } = await called();
    const phone = await office.phone('192.0.2.13', desk.id);
    await register(phone, '300');
    await register(before, '0');
    await register(phone, '0');
    const call = caller.send('INVITE', '101', { body: OFFER });
    await office.until(() => call.statuses().some((status) => status >= 200 && status !== 407));
    expect(call.statuses().at(-1)).toBe(480);
    expect(phone.received).toEqual([]);
  });
});
