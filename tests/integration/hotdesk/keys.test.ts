import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredTenantSettings, WantedKey } from '#db/schema/index.ts';
import { listAudit } from '#server/hotdesk/audit.ts';
import { changeSettings } from '#server/hotdesk/change-settings.ts';
import { configurationOfDesk } from '#server/hotdesk/desk-configuration.ts';
import { getDeskKeys, setDeskKeys } from '#server/hotdesk/desk-keys.ts';
import { type DeskRow, getDesk } from '#server/hotdesk/desks.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { getUserKeys, setUserKeys } from '#server/hotdesk/user-keys.ts';
import { describePhone } from '#server/provisioning/phone-config.ts';
import { codeOf, logInAs, settle } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const key = (label: string, number: string, more: Partial<WantedKey> = {}): WantedKey => ({
  ...{ does: 'speed-dial', number, label, page: null },
  ...more,
});

eachDatabase('the keys that people and desks wish for', (database) => {
  let office: Office;
  let desk: DeskRow;
  beforeEach(async () => {
    office = await openOffice(database());
    await office.user('101');
    desk = await office.desk('8001');
  });

  const setUser = (keys: WantedKey[], extension = '101') =>
    setUserKeys({ ctx: office.ctx, input: { extension, keys } });
  const setDesk = (keys: WantedKey[], id = desk.id) => setDeskKeys({ ctx: office.ctx, input: { id, keys } });
  const row = async () => (await getDesk({ ctx: office.ctx, input: { id: desk.id } })).desk;
  const audited = async () => {
    const { items } = await listAudit({ ctx: office.ctx, input: { limit: 50 } });
    return items.filter(({ action }) => action.endsWith('keys_changed'));
  };

  /** What stands on the phone of the desk, beside its line and the way in or out. */
  async function onPhone(): Promise<string[]> {
    const configuration = await configurationOfDesk({ ctx: office.ctx, input: { id: desk.id } });
    const registrar = { host: '192.0.2.1', port: 5060 };
    const config = describePhone(configuration, { ...office.ctx, phonesUrl: 'http://perch.test', registrar });
    return config.is === 'desk-phone' ? config.keys.slice(2).map(({ label }) => label) : [];
  }

  it('are kept in their order', async () => {
    const keys = [key('Taxi', '0303030', { page: 2 }), key('Ben', '102', { does: 'blf' })];
    expect(await setUser(keys)).toEqual({ keys });
    expect(await getUserKeys({ ctx: office.ctx, input: { extension: '101' } })).toEqual({ keys });
    expect(await setDesk(keys)).toEqual({ keys });
    expect(await getDeskKeys({ ctx: office.ctx, input: { id: desk.id } })).toEqual({ keys });
  });

  it('of a person who sits nowhere tell no phone', async () => {
    const before = await row();
    await setUser([key('Taxi', '0303030')]);
    expect(await row()).toEqual(before);
  });

  it('of a person tell the phone where they sit, and they stay logged in', async () => {
    await logInAs(office, { deskId: desk.id, extension: '101' });
    await settle(office, desk.id);
    const before = await row();
    await setUser([key('Taxi', '0303030')]);
    const { desk: after, session } = await getDesk({ ctx: office.ctx, input: { id: desk.id } });
    expect(after).toMatchObject({ configVersion: before.configVersion + 1, phoneState: 'updating' });
    expect(session?.state).toBe('switched');
    await settle(office, desk.id);
    expect((await row()).phoneState).toBe('settled');
  });

  it('of a desk tell its phone', async () => {
    await settle(office, desk.id);
    const before = await row();
    await setDesk([key('Taxi', '0303030')]);
    expect(await row()).toMatchObject({
      configVersion: before.configVersion + 1,
      phoneState: 'updating',
    });
  });

  it('that are as they were change nothing: no phone is told, and nothing is written', async () => {
    await setUser([key('Taxi', '0303030', { page: 3 })]);
    await setDesk([key('Taxi', '0303030', { page: 3 })]);
    await logInAs(office, { deskId: desk.id, extension: '101' });
    const [before, entries] = [await row(), await audited()];
    await setUser([key('Taxi', '0303030', { page: 3 })]);
    await setDesk([key('Taxi', '0303030', { page: 3 })]);
    expect(await row()).toEqual(before);
    expect(await audited()).toEqual(entries);
    expect(entries).toHaveLength(2);
  });

  it('invariant 8: are in the audit log when they change', async () => {
    await setUser([key('Taxi', '0303030')]);
    await setDesk([]);
    await setDesk([key('Taxi', '0303030'), key('Ben', '102')]);
    expect(await audited()).toMatchObject([
      { action: 'desk.keys_changed', subject: { kind: 'desk', id: desk.id }, details: { keys: 2 } },
      { action: 'user.keys_changed', subject: { kind: 'user' }, details: { extension: '101', keys: 1 } },
    ]);
  });

  it('invariant 7: of another tenant are not there', async () => {
    const other = await openOffice(database());
    const attempts = [
      () => getUserKeys({ ctx: other.ctx, input: { extension: '101' } }),
      () => setUserKeys({ ctx: other.ctx, input: { extension: '101', keys: [] } }),
      () => getDeskKeys({ ctx: other.ctx, input: { id: desk.id } }),
      () => setDeskKeys({ ctx: other.ctx, input: { id: desk.id, keys: [key('x', '1')] } }),
      () => configurationOfDesk({ ctx: other.ctx, input: { id: desk.id } }),
    ];
    for (const attempt of attempts) expect(await codeOf(attempt())).toBe('not_found');
    expect((await row()).keys).toEqual([]);
  });

  describe('on the phone', () => {
    beforeEach(async () => {
      await setUser([key('Taxi', '0303030'), key('Ben', '102', { does: 'blf' })]);
      await setDesk([key('Reception', '100'), key('Ben at the desk', '102', { does: 'blf' })]);
    });

    it('are the person’s and then the desk’s, and nothing of the person when they have left', async () => {
      expect(await onPhone()).toEqual(['Reception', 'Ben at the desk']);
      await logInAs(office, { deskId: desk.id, extension: '101' });
      expect(await onPhone()).toEqual(['Taxi', 'Ben', 'Reception']);
      await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
      expect(await onPhone()).toEqual(['Reception', 'Ben at the desk']);
    });

    it.each([
      [{ allow: 'emergency', numbers: [] }, ['Help']],
      [{ allow: 'internal', numbers: [] }, ['Reception', 'Help']],
      [{ allow: 'listed', numbers: ['0303030'] }, ['Help', 'Taxi']],
    ] satisfies Array<[StoredTenantSettings['loggedOutCalls'], string[]]>)(
      'of a free desk are those that may be called there: %o',
      async (loggedOutCalls, labels) => {
        const outboundRoutes = [
          { ...{ prefix: '0', lengthMin: 3, lengthMax: 20, strip: 1, prepend: '' }, gatewayIds: ['any'] },
        ];
        await office.settings({ loggedOutCalls, outboundRoutes });
        await setDesk([key('Reception', '100'), key('Help', '112'), key('Taxi', '0303030')]);
        expect(await onPhone()).toEqual(labels);
        await logInAs(office, { deskId: desk.id, extension: '101' });
        expect(await onPhone()).toEqual(['Taxi', 'Ben', 'Reception', 'Help']);
      },
    );

    it('take an extension of the house for what it is, though a route would fit it', async () => {
      await office.user('0303030');
      const outboundRoutes = [
        { ...{ prefix: '0', lengthMin: 3, lengthMax: 20, strip: 1, prepend: '' }, gatewayIds: ['any'] },
      ];
      await office.settings({ outboundRoutes });
      await setDesk([key('Nora', '0303030'), key('Taxi', '0303031')]);
      expect(await onPhone()).toEqual(['Nora']);
    });

    it('are told anew to free desks that have some, when it changes what may be called there', async () => {
      const others = [await office.desk('8002'), await office.desk('8003')];
      await setDesk([key('Reception', '100')], others[1]?.id);
      await logInAs(office, { deskId: others[1]?.id ?? '', extension: '101' });
      const versions = async () =>
        Promise.all(
          [desk, ...others].map(
            async ({ id }) => (await getDesk({ ctx: office.ctx, input: { id } })).desk.configVersion,
          ),
        );
      const [free = 0, without = 0, occupied = 0] = await versions();
      const change = (allow: 'emergency' | 'internal') =>
        changeSettings(office.ctx, { loggedOutCalls: { allow, numbers: [] } });
      await change('internal');
      expect(await versions()).toEqual([free, without, occupied]);
      await change('emergency');
      expect(await versions()).toEqual([free + 1, without, occupied]);
    });
  });
});
