import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { events, gateways } from '#db/schema/index.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { addGateway } from '#tests/support/fake-gateway.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';

const TRUNK = '198.51.100.1';

onEmbedded('how a gateway is doing', (database) => {
  async function house(how: Parameters<typeof addGateway>[2] = {}, addresses = {}) {
    const office = await openPbxOffice(database(), { addresses });
    // Of the tests before.
    for (const table of [gateways, events]) await database().db.delete(table);
    const gateway = await addGateway(office, TRUNK, how);
    await office.start();
    const state = () => office.pbx.gatewayStates()[0];
    const told = async () => {
      const rows = await database().db.select().from(events).where(eq(events.type, 'gateway'));
      return rows.filter(({ payload }) => (payload as { what: string }).what === 'state').length;
    };
    const untilTold = async (times: number) => {
      for (let i = 0; i < 2_000 && (await told()) < times; i += 1) await office.pass(0.001);
      return told();
    };
    return { ...office, gateway, state, told, untilTold };
  }

  it('is told by an event each time that it changes, and by none while it does not', async () => {
    const { state, until, pass, gateway, told, untilTold } = await house();
    await until(() => state()?.state === 'healthy');
    expect(await untilTold(1)).toBe(1);
    await pass(200);
    expect(await told()).toBe(1);
    gateway.optionsStatus = 503;
    await pass(100);
    expect(state()).toMatchObject({ state: 'down', trouble: { code: 'answer', detail: '503' } });
    expect(await untilTold(2)).toBe(2);
    gateway.isAway = true;
    await pass(70);
    expect(state()?.trouble).toEqual({ code: 'no_answer', detail: '' });
    expect(await untilTold(3)).toBe(3);
    gateway.isAway = false;
    gateway.optionsStatus = 200;
    await pass(31);
    expect(state()).toMatchObject({ state: 'healthy', trouble: null });
    expect(await untilTold(4)).toBe(4);
  });

  it('is that its name is not known, also where we are to register', async () => {
    const name = 'sip.itsp.example';
    for (const more of [{}, { registers: true, secret: 's' }]) {
      const { state, pass } = await house({ host: name, ...more }, { [name]: [] });
      await pass(100);
      expect(state()).toMatchObject({ state: 'down', trouble: { code: 'unknown_name', detail: name } });
    }
  });

  it('goes by what it answers where its name was known once', async () => {
    const name = 'sip.itsp.example';
    const addresses = { [name]: [TRUNK] };
    const { state, until, pass, gateway } = await house({ host: name }, addresses);
    await until(() => state()?.state === 'healthy');
    addresses[name] = [];
    await pass(100);
    expect(state()).toMatchObject({ state: 'healthy', trouble: null });
    gateway.optionsStatus = 503;
    await pass(100);
    expect(state()?.trouble?.code).toBe('answer');
  });
});
