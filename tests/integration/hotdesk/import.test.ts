import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { events, rpsEntries } from '#db/schema/index.ts';
import { listAudit } from '#server/hotdesk/audit.ts';
import { listDesks } from '#server/hotdesk/desks.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { checkImport } from '#server/hotdesk/import/check-import.ts';
import { createDesks } from '#server/hotdesk/import/create-desks.ts';
import { importDesks } from '#server/hotdesk/import/import-desks.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import { createDeskInput } from '#server/hotdesk/schemas.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const HEAD = 'displayName,extension,mac,vendor,serial,provisioning,network,site';

let macs = 0;
function newMac(): string {
  macs += 1;
  return `805ec0${macs.toString(16).padStart(6, '0')}`;
}

eachDatabase('a table of desks', (database) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice(database());
  });

  const check = (lines: readonly string[], head = HEAD) =>
    checkImport({
      ctx: office.ctx,
      input: { table: [head, ...lines].join('\r\n'), provisioning: 'link', network: 'lan' },
    });
  const names = async () =>
    (await listDesks({ ctx: office.ctx, input: { limit: 200 } })).items.map(({ desk }) => desk.displayName);

  it('makes its desks in its order, each as if it had been made alone', async () => {
    const count = 60;
    const lines = Array.from(
      { length: count },
      (_, nth) => `Desk ${nth},${8000 + nth},${newMac()},,SN${nth},rps,sbc,Altona`,
    );
    const { desks, existing, refusals } = await check(lines);
    expect({ existing, refusals }).toEqual({ existing: 0, refusals: [] });
    expect(await names()).toEqual([]);
    // Time goes on while they are made.
    const barrier = { applied: async () => office.clock.advance(100) };
    await importDesks({ ...office.ctx, barrier }, desks);
    expect(await names()).toEqual(Array.from({ length: count }, (_, nth) => `Desk ${nth}`));
    const { items } = await listDesks({ ctx: office.ctx, input: { limit: 1 } });
    const alone = { vendor: 'yealink', serial: 'SN0', provisioning: 'rps', network: 'sbc', site: 'Altona' };
    expect(items[0]?.desk).toMatchObject({ ...alone, extension: '8000', phoneState: 'updating' });
    const entries = await office.ctx.db
      .select()
      .from(rpsEntries)
      .where(eq(rpsEntries.tenantId, office.ctx.tenantId));
    expect(entries).toHaveLength(count);
    const audit = await listAudit({ ctx: office.ctx, input: { limit: 100 } });
    expect(audit.items.filter(({ action }) => action === 'desk.created')).toHaveLength(count);
    const told = await office.ctx.db.select().from(events).where(eq(events.tenantId, office.ctx.tenantId));
    expect(told.filter(({ type }) => type === 'desk')).toHaveLength(count);
  });

  it('knows the maker by the MAC address, and takes what holds for every line that says nothing else', async () => {
    const { desks } = await check([`One,8001,${newMac()},,,PnP,,`, `Two,8002,${newMac()},Snom,,,SBC,`]);
    expect(desks.map(({ desk }) => [desk.vendor, desk.provisioning, desk.network])).toEqual([
      ['yealink', 'pnp', 'lan'],
      ['snom', 'link', 'sbc'],
    ]);
  });

  it('may be sent again: what is there stays as it is', async () => {
    const lines = [`One,8001,${newMac()},,,,,`, `Two,8002,${newMac()},,,,,`];
    const first = await check(lines);
    await importDesks(office.ctx, first.desks.slice(0, 1));
    const [made] = (await listDesks({ ctx: office.ctx, input: { limit: 1 } })).items;
    await updateDesk({
      ctx: office.ctx,
      input: { id: made?.desk.id ?? '', patch: { displayName: 'Renamed' } },
    });
    office.clock.advance(1);
    const again = await check(lines);
    expect(again).toMatchObject({ existing: 1, refusals: [], desks: [{ line: 3 }] });
    await importDesks(office.ctx, again.desks);
    expect(await names()).toEqual(['Renamed', 'Two']);
  });

  it('says of each wrong line what is wrong with it', async () => {
    await office.user('101');
    const [twice, taken] = [newMac(), (await office.desk('8009')).mac];
    const { refusals, desks } = await check([
      `No MAC,8001,80:5E:C0,,,,,`,
      `Group,8002,015ec0000001,yealink,,,,`,
      `No number,,${newMac()},,,,,`,
      `Of nobody,8003,02aabbccddee,,,,,`,
      `Strange,8004,${newMac()},acme,,,,`,
      `Is a person,101,${newMac()},,,,,`,
      `Hidden,112,${newMac()},,,,,`,
      `Taken,8005,${taken},,,,,`,
      `Right,8006,${twice},,,,,`,
      `Twice,8007,${twice},,,,,`,
      `No method,8008,${newMac()},,,tftp,,`,
    ]);
    const told = refusals.map(({ line, error }) => [
      line,
      'issues' in error ? error.issues[0]?.path[0] : Object.entries(error.reasons ?? error.fields ?? {})[0],
    ]);
    expect(told).toEqual([
      [2, 'mac'],
      [3, 'mac'],
      [4, 'extension'],
      [5, 'vendor'],
      [6, ['vendor', expect.stringContaining('Known are')]],
      [7, ['extension', 'Extension 101 is in use.']],
      [8, ['extension', { code: 'is_emergency_number', about: '112' }]],
      [9, ['mac', `The phone ${taken} has a desk already.`]],
      [11, ['mac', { code: 'twice_in_table', about: '10' }]],
      [12, 'provisioning'],
    ]);
    expect(desks.map(({ line }) => line)).toEqual([10]);
  });

  it("refuses another tenant's phone", async () => {
    const mac = newMac();
    const other = await openOffice(database());
    await other.desk('8001', { mac });
    const { refusals } = await check([`Ours,8001,${mac},,,,,`]);
    expect(refusals).toMatchObject([{ line: 2, error: { code: 'duplicate' } }]);
  });

  it('makes all of some or none, and says which line somebody else was quicker with', async () => {
    const lines = Array.from({ length: 60 }, (_, nth) => `Desk ${nth},${8000 + nth},${newMac()},,,,,`);
    const { desks } = await check(lines);
    await office.user('8057');
    await expect(importDesks(office.ctx, desks)).rejects.toMatchObject({
      code: 'duplicate',
      message:
        'Extension 8057 is in use. 50 desks have been made before; send the table again for the others.',
      fields: { 'lines.59.extension': 'Extension 8057 is in use.' },
    });
    expect(await names()).toHaveLength(50);
  });

  it('leaves nothing of some of which one cannot be made', async () => {
    const desk = (extension: string) =>
      createDeskInput.parse({
        ...{ displayName: extension, extension, mac: newMac(), vendor: 'yealink' },
        ...{ provisioning: 'pnp', network: 'lan' },
      });
    const input = { desks: [desk('8001'), desk('8001')] };
    await expect(createDesks({ ctx: office.ctx, input })).rejects.toMatchObject({
      fields: { 'desks.1.extension': 'Extension 8001 is in use.' },
    });
    expect(await names()).toEqual([]);
  });

  it('finds the phones that were there before their desks', async () => {
    const mac = newMac();
    await seePhone(office.ctx, { mac: mac as MacAddress, vendor: 'yealink', model: 'T54W' });
    const { desks } = await check([`One,8001,${mac},,,pnp,,`]);
    await importDesks(office.ctx, desks);
    const { items } = await listDesks({ ctx: office.ctx, input: { limit: 1 } });
    expect(items[0]?.desk.model).toBe('T54W');
  });
});
