import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { simMakes } from '#server/sim/makes/index.ts';
import type { SimMake } from '#server/sim/makes/make.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

/** The main job with a phone of every make, as that make behaves: box, desk, log-in, log-out, removed. */
describe('the story of a desk, with a phone of each make', () => {
  let perch: PerchProcess;
  let phones: SimPhones;

  beforeAll(async () => {
    perch = await startPerch();
    phones = await simPhones(perch.sipPort);
    await send('POST', '/users', { extension: '101', name: 'Ann Example', pin: '4321', hotDesking: true });
    await send('PUT', '/users/101/keys', {
      keys: [{ does: 'speed-dial', number: '102', label: 'Workshop' }],
    });
  });
  afterAll(async () => {
    await phones.stop();
    await perch[Symbol.asyncDispose]();
  });

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await perch.api(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body as T;
  }

  async function deskUntil(id: string, isSo: (desk: DeskView) => boolean): Promise<DeskView> {
    for (;;) {
      const desk = await send<DeskView>('GET', `/desks/${id}`);
      if (isSo(desk)) return desk;
      await sleep(50);
    }
  }

  describe.each(simMakes.map((make, index) => ({ name: make.name, make, index })))('$name', (given) => {
    const make: SimMake = given.make;
    const vendor = vendorById(make.vendor);
    const hasThirdKey = (vendor?.shapeOf(make.model).keys ?? 0) > 2;
    const extension = `${8_001 + given.index}`;
    const mac = `0200000000${(16 + given.index).toString(16)}`;
    let phone: SimPhone;
    let desk: DeskView;
    const told = () => [...phone.settings.values()].join('\n');
    const isStartedAgain = async () => {
      if (make.looksOnlyAtStart) await phone.startAgain();
    };

    /** Makes a desk for the phone, and leads the phone there. */
    async function comesTo(number: string): Promise<DeskView> {
      const shared = { vendor: make.vendor, network: 'lan', provisioning: make.pnp ? 'pnp' : 'link' };
      const named = { displayName: `Desk ${number}`, extension: number, mac };
      desk = await send<DeskView>('POST', '/desks', { ...shared, ...named });
      if (make.pnp === undefined) await phone.setUrl(desk.provisioningUrl);
      else await phone.plugIn();
      return deskUntil(desk.id, ({ phone: { state } }) => state === 'settled');
    }

    it('finds its configuration, registers, and its desk is free', async () => {
      phone = await phones.make(mac, make);
      expect(await comesTo(extension)).toMatchObject({ registeredAs: extension, session: null });
      expect(phone.display.label).toContain(`Desk ${extension}`);
    });

    it('becomes the person’s who dials *70101 and keys the PIN, without a restart if it can', async () => {
      const call = await phone.dial('*70101');
      await call.until('talking');
      await call.press('4321#');
      await call.until('over');
      await deskUntil(desk.id, ({ session }) => session !== null);
      await isStartedAgain();
      const settled = await deskUntil(desk.id, ({ session }) => session?.state === 'settled');
      expect(settled).toMatchObject({ registeredAs: '101', phone: { state: 'settled' } });
      expect(phone.display.label).toContain('101');
      expect(told().includes('Workshop')).toBe(hasThirdKey);
      const restarts = vendor?.limitations.includes('restarts-to-change') ?? false;
      expect(phone.reboots > 0).toBe(restarts);
    });

    it('is nobody’s again after *71, and nothing of the person stays on it', async () => {
      const call = await phone.dial('*71');
      await call.until('over');
      await deskUntil(desk.id, ({ session }) => session === null);
      await isStartedAgain();
      desk = await deskUntil(
        desk.id,
        ({ session, phone: { state } }) => session === null && state === 'settled',
      );
      expect(desk).toMatchObject({ registeredAs: extension });
      expect(phone.registeredAs).toBe(make.accountOf(phone.settings)?.user);
      expect(told()).not.toMatch(/Ann|Workshop/);
    });

    it('forgets us when its desk is removed', async () => {
      await send('DELETE', `/desks/${desk.id}`);
      await isStartedAgain();
      // It is refused before that: what counts is that it has the file which takes everything back.
      await phone.until(({ settings }) => make.accountOf(settings) === undefined);
      await phone.until(({ registeredAs }) => registeredAs === undefined);
      expect(phone.display.label).not.toContain(extension);
    });

    it('comes to another desk, and nobody has to reset it', async () => {
      const other = `${8_101 + given.index}`;
      expect(await comesTo(other)).toMatchObject({ registeredAs: other });
      expect(phone.display.label).toContain(`Desk ${other}`);
    });
  });
});
