import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

/** What is told while nobody is there to hear it must not be lost. */
describe('a phone that missed what happened to its desk', () => {
  let perch: PerchProcess;
  let phones: SimPhones;
  let phone: SimPhone;
  let deskId = '';

  beforeAll(async () => {
    perch = await startPerch();
    phones = await simPhones(perch.sipPort);
    phone = await phones.make('001565000011');
    await phone.plugIn();
    await perch.api('POST', '/users', { extension: '101', name: 'Ann', pin: '4321', hotDesking: true });
    const desk = { displayName: 'Desk', extension: '8001', mac: phone.mac, vendor: 'yealink' };
    const made = await perch.api('POST', '/desks', { ...desk, provisioning: 'pnp', network: 'lan' });
    deskId = (made.body as DeskView).id;
    await until(({ phone: state }) => state.state === 'settled');
  });
  afterAll(async () => {
    await phones.stop();
    await perch[Symbol.asyncDispose]();
  });

  async function until(isSo: (desk: DeskView) => boolean): Promise<DeskView> {
    for (;;) {
      const desk = (await perch.api('GET', `/desks/${deskId}`)).body as DeskView;
      if (isSo(desk)) return desk;
      await sleep(50);
    }
  }

  it('becomes what its desk is at its next registration', async () => {
    phone.isDeaf = true;
    await perch.api('POST', `/desks/${deskId}/login`, { extension: '101', pin: '4321' });
    phone.isDeaf = false;
    phone.registerNow();
    await phone.until(({ registeredAs }) => registeredAs === '101');
    await until(({ session }) => session?.state === 'settled');
  });

  it('is refused with the credentials of a desk session that has ended, and heals by that', async () => {
    phone.isDeaf = true;
    await perch.api('POST', `/desks/${deskId}/logout`);
    phone.isDeaf = false;
    phone.registerNow();
    await phone.until(({ lastRefusal }) => lastRefusal === 403);
    await phone.until(({ registeredAs }) => registeredAs === '8001');
    expect(await until(({ phone: state }) => state.state === 'settled')).toMatchObject({
      registeredAs: '8001',
    });
  });
});
