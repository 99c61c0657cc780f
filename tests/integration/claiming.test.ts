import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { PhoneView } from '#server/hotdesk/phones.ts';
import { canShowCode } from '#server/provisioning/vendors/index.ts';
import { simMakes } from '#server/sim/makes/index.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';
import { startPerchForTwo, type Tenant, type TwoTenants } from '../support/two-tenants.ts';

const makes = simMakes.filter(({ pnp, ...phone }) => pnp !== undefined && canShowCode({ mac: '', ...phone }));

/** Two organisations on one network: the real product, and a phone of each make that can show a code. */
describe('a phone of nobody, where two organisations hear it', () => {
  let two: TwoTenants;
  let phones: SimPhones;

  beforeAll(async () => {
    two = await startPerchForTwo();
    phones = await simPhones(two.perch.sipPort);
  });
  afterAll(async () => {
    await phones?.stop();
    await two?.[Symbol.asyncDispose]();
  });

  const macsOf = async (tenant: Tenant): Promise<string[]> =>
    ((await tenant.api('GET', '/phones')).body as { items: PhoneView[] }).items.map(({ mac }) => mac);
  const claim = (tenant: Tenant, code: string) => tenant.api('POST', '/phones/claim', { code });
  const codeOn = ({ display }: SimPhone): string => display.label.replace('Code ', '');
  const isCode = ({ display }: SimPhone): boolean => /^Code \d{4} \d{4}$/.test(display.label);

  async function settled({ id }: DeskView): Promise<DeskView> {
    for (;;) {
      const desk = (await two.ours.api('GET', `/desks/${id}`)).body as DeskView;
      if (desk.phone.state === 'settled') return desk;
      await sleep(50);
    }
  }

  it('is left as it is until somebody wants to claim phones', async () => {
    const phone = await phones.make('0200000000ff');
    await phone.plugIn();
    expect((await two.ours.api('GET', '/phones/0200000000ff')).status).toBe(404);
    await two.theirs.api('POST', '/phones/show-codes');
    await phone.until(isCode);
    expect([await macsOf(two.ours), await macsOf(two.theirs)]).toEqual([[], []]);
  });

  it.each(makes.map((make, index) => ({ name: make.name, make, index })))(
    '$name: shows a code, is claimed by it, says whose it is, gets a desk and is settled there',
    async ({ make, index }) => {
      const { ours, theirs } = two;
      const mac = `0200000001${(16 + index).toString(16)}`;
      const phone = await phones.make(mac, make);
      await ours.api('POST', '/phones/show-codes');
      await phone.plugIn();
      await phone.until(isCode);
      const code = codeOn(phone);
      const desk = { displayName: 'Window', extension: `${8_001 + index}`, mac, vendor: make.vendor };
      const asked = { ...desk, provisioning: 'pnp', network: 'lan' };
      expect((await theirs.api('POST', '/desks', asked)).status).toBe(403);
      const claimed = await claim(ours, code);
      expect([claimed.status, claimed.body]).toMatchObject([200, { mac, deskId: null }]);
      expect((await claim(theirs, code)).status).toBe(403);
      expect(await macsOf(ours)).toContain(mac);
      expect(await macsOf(theirs)).not.toContain(mac);
      expect((await theirs.api('POST', '/desks', asked)).status).toBe(409);
      await phone.provision();
      await phone.until(({ display }) => display.label === 'Ours');
      const made = await ours.api('POST', '/desks', asked);
      expect(made.status).toBe(201);
      expect((await settled(made.body as DeskView)).registeredAs).toBe(desk.extension);
    },
  );

  it('finds its desk where it looks by itself, should it not hear of it', async () => {
    const mac = '0200000002aa';
    const phone = await phones.make(mac);
    await phone.plugIn();
    await phone.until(isCode);
    expect((await claim(two.ours, codeOn(phone))).status).toBe(200);
    phone.isDeaf = true;
    const desk = { displayName: 'Deaf', extension: '8099', mac, vendor: 'yealink' };
    const made = await two.ours.api('POST', '/desks', { ...desk, provisioning: 'pnp', network: 'lan' });
    await phone.provision();
    await settled(made.body as DeskView);
    expect(phone.registeredAs).toBe('8099');
  });

  it('a wrong code is refused, and ten of them hold up who guesses and nobody else', async () => {
    const phone = await phones.make('0200000003aa');
    await phone.plugIn();
    await phone.until(isCode);
    const code = phone.display.label.replace(/\D/g, '');
    const wrong = `${(Number(code) + 1) % 10 ** 8}`.padStart(8, '0');
    const refused = await claim(two.theirs, wrong);
    expect([refused.status, refused.body]).toMatchObject([403, { error: { code: 'wrong_code' } }]);
    for (let tried = 1; tried < 10; tried += 1) await claim(two.theirs, wrong);
    const locked = await claim(two.theirs, code);
    expect([locked.status, Number(locked.headers.get('retry-after')) > 0]).toEqual([423, true]);
    expect((await claim(two.theirs, 'Code 12')).status).toBe(422);
    expect((await claim(two.ours, code)).status).toBe(200);
    expect((await two.ours.api('POST', '/phones/0200000003aa/give-back')).status).toBe(204);
    expect(await macsOf(two.ours)).not.toContain('0200000003aa');
  });
});
