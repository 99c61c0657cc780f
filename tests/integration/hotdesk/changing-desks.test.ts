import { beforeEach, describe, expect, it } from 'vitest';
import { expectedCredential } from '#server/hotdesk/credentials.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { configurationByToken, deskById } from '#server/hotdesk/desk-configuration.ts';
import { type DeskRow, deskByLabelToken, getDesk } from '#server/hotdesk/desks.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import { renewLabel, renewLink, resyncDesk } from '#server/hotdesk/renew-desk.ts';
import type { UpdateDeskInput } from '#server/hotdesk/schemas.ts';
import { dueDesks, needAttention, noteDownload } from '#server/hotdesk/settle.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { codeOf, logInAs, register, settle } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const otherMac = (mac: string): string => mac.replace(/^001565/, '805ec0');

eachDatabase('changing and removing desks', (database) => {
  let office: Office;
  let desk: DeskRow;
  beforeEach(async () => {
    office = await openOffice(database());
    await office.user('101');
    desk = await office.desk('8001');
  });

  const change = (patch: Record<string, unknown>, id = desk.id) =>
    updateDesk({ ctx: office.ctx, input: { id, patch } as UpdateDeskInput });
  const now = () => getDesk({ ctx: office.ctx, input: { id: desk.id } });
  const row = () => deskById(office.ctx.db, desk.id);
  const expected = () => expectedCredential(office.ctx.db, desk.id);
  const remove = () => deleteDesk({ ctx: office.ctx, input: { id: desk.id } });
  const opensPage = async (token: string) =>
    (await deskByLabelToken(office.ctx, token))?.desk.desk.id === desk.id;
  const opensConfiguration = async (token: string) =>
    (await configurationByToken(office.ctx.db, token))?.account?.extension;

  describe('a removed desk', () => {
    it('logs out who sat there, and gives number and phone back', async () => {
      await logInAs(office, { deskId: desk.id, extension: '101' });
      const authName = await settle(office, desk.id);
      await remove();
      expect(await codeOf(now())).toBe('not_found');
      expect(await register(office, desk.id, authName)).toMatchObject({ isLetIn: false });
      const again = await office.desk('8001', { mac: desk.mac });
      expect(again.configToken).not.toBe(desk.configToken);
      expect(await codeOf(logInAs(office, { deskId: again.id, extension: '101' }))).toBe('done');
      expect(await codeOf(logInAs(office, { deskId: desk.id, extension: '101' }))).toBe('not_found');
    });

    it('opens no page, and serves the release configuration in a new version', async () => {
      await settle(office, desk.id);
      await remove();
      expect(await opensPage(desk.labelToken)).toBe(false);
      const released = await configurationByToken(office.ctx.db, desk.configToken);
      expect(released).toMatchObject({ account: null, occupant: null });
      expect(released?.desk.configVersion).toBeGreaterThan(desk.configVersion);
    });

    it('keeps asking its phone to come until that has fetched the release', async () => {
      await settle(office, desk.id);
      await remove();
      const isDue = async () => (await dueDesks(office.ctx, 200)).some(({ id }) => id === desk.id);
      expect(await isDue()).toBe(true);
      const version = (await row())?.configVersion ?? 0;
      await noteDownload(office.ctx, { deskId: desk.id, version, httpVersion: 1 });
      expect(await isDue()).toBe(false);
    });

    it('wants nobody to look after it', async () => {
      await remove();
      const configVersion = (await row())?.configVersion ?? 0;
      await needAttention(office.ctx, { deskId: desk.id, configVersion, reason: 'not_reachable' });
      expect((await row())?.phoneState).not.toBe('attention');
    });
  });

  describe('the date of what a phone is told', () => {
    const datedAt = async (id = desk.id) => (await deskById(office.ctx.db, id))?.versionAt.getTime() ?? 0;

    it('is a tenth of a second later after every change, though the clock stands or is set back', async () => {
      const first = await datedAt();
      await change({ displayName: 'Window' });
      expect(await datedAt()).toBe(first + 100);
      office.clock.advance(-60_000);
      await change({ displayName: 'Door' });
      expect(await datedAt()).toBe(first + 200);
    });

    it('is later at its next desk, also when it left a moment ago', async () => {
      await change({ displayName: 'Window' });
      await remove();
      const told = await datedAt();
      const next = await office.desk('8002', { mac: desk.mac });
      expect(await datedAt(next.id)).toBeGreaterThanOrEqual(told + 100);
      expect(await datedAt(), 'of the release, which it may fetch still').toBe(told);
    });

    it('is later at its next desk when another phone took its place', async () => {
      await change({ displayName: 'Window' });
      const told = await datedAt();
      await change({ mac: otherMac(desk.mac) });
      const next = await office.desk('8002', { mac: desk.mac });
      expect(await datedAt(next.id)).toBeGreaterThanOrEqual(told + 100);
    });
  });

  describe('another phone', () => {
    it('takes the place of the one that was there: the person stays logged in, on the new one', async () => {
      await logInAs(office, { deskId: desk.id, extension: '101' });
      const old = await settle(office, desk.id);
      await change({ mac: otherMac(desk.mac) });
      expect(await register(office, desk.id, old)).toMatchObject({ isLetIn: false });
      expect(await opensConfiguration(desk.configToken)).toBeUndefined();
      const { desk: changed, session, occupant } = await now();
      expect(session?.state).toBe('switched');
      expect(occupant?.extension).toBe('101');
      expect(await opensConfiguration(changed.configToken)).toBe('101');
      expect(await opensPage(desk.labelToken)).toBe(true);
      await settle(office, desk.id);
      expect((await now()).session?.state).toBe('settled');
      await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
      expect(await expected()).toMatchObject({ extension: '8001', deskSessionId: null });
    });

    it('is not taken from another desk, and nothing else is changed then', async () => {
      const other = await office.desk('8002');
      await settle(office, desk.id);
      const before = await now();
      expect(await codeOf(change({ mac: other.mac, extension: '8009', displayName: 'X' }))).toBe('duplicate');
      expect(await now()).toEqual(before);
      expect(await codeOf(office.desk('8009'))).toBe('done');
    });
  });

  describe('another number', () => {
    it('for a free desk: its phone registers with it, and until then with what it has', async () => {
      const old = await settle(office, desk.id);
      await change({ extension: '8009' });
      expect(await expected()).toMatchObject({ extension: '8009', deskSessionId: null });
      expect(await register(office, desk.id, old)).toMatchObject({ isLetIn: true });
      await settle(office, desk.id);
      expect(await register(office, desk.id, old)).toMatchObject({ isLetIn: false });
    });

    it('also when the clock has been put back meanwhile', async () => {
      office.clock.advance(-3_600_000);
      await change({ extension: '8009' });
      await change({ extension: '8010' });
      expect(await expected()).toMatchObject({ extension: '8010' });
      expect(await opensConfiguration(desk.configToken)).toBe('8010');
    });

    it('for an occupied desk: who is logged in stays, and the desk has it when they leave', async () => {
      await logInAs(office, { deskId: desk.id, extension: '101' });
      const authName = await settle(office, desk.id);
      await change({ extension: '8009' });
      expect(await expected()).toMatchObject({ extension: '101', authName });
      await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
      expect(await expected()).toMatchObject({ extension: '8009' });
    });

    it('that a user or another desk has is refused', async () => {
      await office.desk('8002');
      for (const extension of ['101', '8002']) expect(await codeOf(change({ extension }))).toBe('duplicate');
      expect((await now()).desk.extension).toBe('8001');
    });
  });

  describe('what the phone is told', () => {
    beforeEach(async () => {
      await logInAs(office, { deskId: desk.id, extension: '101' });
      await settle(office, desk.id);
    });

    it.each([
      {},
      { site: 'Berlin', floor: '3', serial: 'A1' },
      { displayName: 'Desk 8001', network: 'lan', extension: '8001' },
    ])('is left alone by a change of other things (%o)', async (patch) => {
      const before = (await now()).desk;
      await change(patch);
      const { desk: after, session } = await now();
      expect([after.configVersion, after.epoch, after.phoneState]).toEqual([
        before.configVersion,
        before.epoch,
        'settled',
      ]);
      expect(session?.state).toBe('settled');
    });

    it.each([{ network: 'sbc' }, { displayName: 'Window' }, { vendor: 'snom' }])(
      'is told anew when it is another (%o)',
      async (patch) => {
        const before = (await now()).desk;
        await change(patch);
        const { desk: after, session } = await now();
        expect(after).toMatchObject({ configVersion: before.configVersion + 1, phoneState: 'updating' });
        expect(session?.state).toBe('switched');
      },
    );

    it('is told anew when somebody asks for it; the desk session is settled when the phone is', async () => {
      await resyncDesk({ ctx: office.ctx, input: { id: desk.id } });
      expect((await now()).session?.state).toBe('switched');
      await settle(office, desk.id);
      expect((await now()).session?.state).toBe('settled');
    });
  });

  describe('invariant 6: label token and configuration token', () => {
    it('neither opens what the other does', async () => {
      expect(desk.labelToken).not.toBe(desk.configToken);
      expect(await opensPage(desk.configToken)).toBe(false);
      expect(await opensConfiguration(desk.labelToken)).toBeUndefined();
      expect(await opensPage(desk.labelToken)).toBe(true);
      expect(await opensConfiguration(desk.configToken)).toBe('8001');
    });

    it('each is renewed alone, and the old one opens nothing from then on', async () => {
      const { desk: relabelled } = await renewLabel({ ctx: office.ctx, input: { id: desk.id } });
      expect(relabelled.configToken).toBe(desk.configToken);
      expect(await opensPage(desk.labelToken)).toBe(false);
      expect(await opensPage(relabelled.labelToken)).toBe(true);
      const { desk: relinked } = await renewLink({ ctx: office.ctx, input: { id: desk.id } });
      expect(relinked.labelToken).toBe(relabelled.labelToken);
      expect(await opensConfiguration(desk.configToken)).toBeUndefined();
      expect(await opensConfiguration(relinked.configToken)).toBe('8001');
    });
  });

  it('shows as whom its phone is registered, for as long as that holds', async () => {
    expect((await now()).registeredAs).toBeNull();
    await settle(office, desk.id);
    expect((await now()).registeredAs).toBe('8001');
    await logInAs(office, { deskId: desk.id, extension: '101' });
    expect((await now()).registeredAs).toBe('8001');
    office.clock.advance(1_000);
    await settle(office, desk.id);
    expect((await now()).registeredAs).toBe('101');
    office.clock.advance(600_000);
    expect((await now()).registeredAs).toBeNull();
  });

  it('what a phone told of its model fills what was left open, at its own desk only', async () => {
    await remove();
    await seePhone(office.ctx, { mac: desk.mac as never, model: 'T54W' });
    const again = await office.desk('8002', { mac: desk.mac });
    expect((await getDesk({ ctx: office.ctx, input: { id: again.id } })).desk.model).toBe('T54W');
    expect((await row())?.model).toBeNull();
  });
});
