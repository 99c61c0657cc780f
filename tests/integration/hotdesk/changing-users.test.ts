import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { deskSessions, tenants } from '#db/schema/index.ts';
import { expectedCredential } from '#server/hotdesk/credentials.ts';
import { deleteUser } from '#server/hotdesk/delete-user.ts';
import { type DeskRow, getDesk } from '#server/hotdesk/desks.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import type { UpdateUserInput } from '#server/hotdesk/schemas.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { getUser } from '#server/hotdesk/users.ts';
import { codeOf, logInAs, register, settle } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

eachDatabase('changing and removing users', (database) => {
  let office: Office;
  let desk: DeskRow;
  beforeEach(async () => {
    office = await openOffice(database());
    await office.user('101');
    desk = await office.desk('8001');
  });

  const change = (extension: string, patch: Record<string, unknown>) =>
    updateUser({ ctx: office.ctx, input: { extension, patch } as UpdateUserInput });
  const now = (id = desk.id) => getDesk({ ctx: office.ctx, input: { id } });
  const user = (extension: string) => getUser({ ctx: office.ctx, input: { extension } });

  describe('somebody who is logged in', () => {
    let authName: string;
    beforeEach(async () => {
      await logInAs(office, { deskId: desk.id, extension: '101' });
      authName = await settle(office, desk.id);
    });

    async function expectFree(endReason: string): Promise<void> {
      expect((await now()).session).toBeNull();
      const [session] = await office.ctx.db
        .select()
        .from(deskSessions)
        .where(eq(deskSessions.deskId, desk.id));
      expect(session).toMatchObject({ endReason });
      expect(await expectedCredential(office.ctx.db, desk.id)).toMatchObject({
        extension: '8001',
        deskSessionId: null,
      });
      expect(await register(office, desk.id, authName)).toMatchObject({ isLetIn: false });
      expect((await now()).desk.phoneState).toBe('updating');
    }

    it('and is removed leaves a free desk, and a number that somebody else may have', async () => {
      await deleteUser({ ctx: office.ctx, input: { extension: '101' } });
      await expectFree('user_removed');
      expect(await codeOf(user('101'))).toBe('not_found');
      expect(await codeOf(office.user('101', { pin: '9876' }))).toBe('done');
      expect((await now()).session).toBeNull();
      expect(await codeOf(logInAs(office, { deskId: desk.id, extension: '101', pin: '9876' }))).toBe('done');
    });

    it('and may do so no longer leaves a free desk', async () => {
      await change('101', { hotDesking: false });
      await expectFree('admin');
      expect(await codeOf(logInAs(office, { deskId: desk.id, extension: '101' }))).toBe('wrong_pin');
    });

    it('and gets another number leaves the desk, and logs in with the new one and the same PIN', async () => {
      await change('101', { extension: '111' });
      await expectFree('admin');
      expect(await codeOf(logInAs(office, { deskId: desk.id, extension: '101' }))).toBe('wrong_pin');
      expect(await codeOf(logInAs(office, { deskId: desk.id, extension: '111' }))).toBe('done');
      expect(await codeOf(office.user('101'))).toBe('done');
    });

    it('and gets the same number, or may do so still, stays', async () => {
      await change('101', { extension: '101', hotDesking: true });
      expect((await now()).session?.state).toBe('settled');
    });

    it('and gets a new PIN stays; the old PIN is refused from now on', async () => {
      await change('101', { pin: '24682468' });
      expect((await now()).session?.state).toBe('settled');
      const other = await office.desk('8002');
      expect(await codeOf(logInAs(office, { deskId: other.id, extension: '101' }))).toBe('wrong_pin');
      const pin = '24682468';
      expect(await codeOf(logInAs(office, { deskId: other.id, extension: '101', pin }))).toBe('done');
    });

    it.each([{ name: 'Anna Neu' }, { language: 'de' }])(
      'and of whom the phone must show something else stays: the phone is told (%o)',
      async (patch) => {
        const before = (await now()).desk;
        await change('101', patch);
        const { desk: after, session } = await now();
        expect(after).toMatchObject({ configVersion: before.configVersion + 1, phoneState: 'updating' });
        expect(session?.state).toBe('switched');
        expect(await register(office, desk.id, authName)).toMatchObject({ isLetIn: true });
        await settle(office, desk.id);
        expect((await now()).session?.state).toBe('settled');
      },
    );

    it('and of whom only the mail address is another: the phone is left alone', async () => {
      const before = (await now()).desk;
      await change('101', { email: 'anna@example.com', name: 'Person 101' });
      expect((await now()).desk).toEqual(before);
    });

    it('and cannot get a number that is in use stays as they are', async () => {
      await office.user('102');
      for (const extension of ['102', '8001']) {
        expect(await codeOf(change('101', { extension, name: 'X', hotDesking: false }))).toBe('duplicate');
      }
      expect(await user('101')).toMatchObject({ name: 'Person 101', hotDesking: true, deskId: desk.id });
      expect((await now()).session?.state).toBe('settled');
    });
  });

  it('nobody gets a number that a desk or a user has', async () => {
    expect(await codeOf(office.user('8001'))).toBe('duplicate');
    expect(await codeOf(office.user('101'))).toBe('duplicate');
    expect(await codeOf(office.desk('101'))).toBe('duplicate');
    expect(await codeOf(office.desk('8001'))).toBe('duplicate');
  });

  it('a new PIN lifts the locks of the old number and of the new one', async () => {
    for (const extension of ['101', '111']) {
      for (let wrong = 0; wrong < 5; wrong += 1) {
        await codeOf(logInAs(office, { deskId: desk.id, extension, pin: '0000' }));
      }
    }
    expect((await user('101')).locked).toBe(true);
    await change('101', { extension: '111', pin: '24682468' });
    expect((await user('111')).locked).toBe(false);
    const deskId = desk.id;
    expect(await codeOf(logInAs(office, { deskId, extension: '111', pin: '24682468' }))).toBe('done');
    expect(await codeOf(logInAs(office, { deskId, extension: '101' }))).toBe('wrong_pin');
  });

  it('a removed number is forgotten with its wrong PINs', async () => {
    for (let wrong = 0; wrong < 5; wrong += 1) {
      await codeOf(logInAs(office, { deskId: desk.id, extension: '101', pin: '0000' }));
    }
    await deleteUser({ ctx: office.ctx, input: { extension: '101' } });
    await office.user('101');
    expect((await user('101')).locked).toBe(false);
  });

  describe('where a tenant allows a user two desk sessions', () => {
    const allow = (deskSessionsPerUser: number) =>
      office.ctx.db
        .update(tenants)
        .set({ settings: { deskSessionsPerUser } })
        .where(eq(tenants.id, office.ctx.tenantId));
    beforeEach(() => allow(2));

    const hasOpen = async (...ids: string[]) =>
      Promise.all(ids.map(async (id) => (await now(id)).session !== null));

    it('invariant 1: the third ends the oldest, and fewer allowed ends more', async () => {
      const [second, third] = [(await office.desk('8002')).id, (await office.desk('8003')).id];
      for (const deskId of [desk.id, second, third]) {
        office.clock.advance(1_000);
        await logInAs(office, { deskId, extension: '101' });
      }
      expect(await hasOpen(desk.id, second, third)).toEqual([false, true, true]);
      await allow(1);
      await logInAs(office, { deskId: desk.id, extension: '101' });
      expect(await hasOpen(desk.id, second, third)).toEqual([true, false, false]);
    });

    it('the user is shown at the desk that is left when the other one is', async () => {
      const second = await office.desk('8002');
      for (const { id } of [desk, second]) await logInAs(office, { deskId: id, extension: '101' });
      await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
      expect((await user('101')).deskId).toBe(second.id);
    });

    it('all of them end with the user', async () => {
      const second = await office.desk('8002');
      for (const { id } of [desk, second]) await logInAs(office, { deskId: id, extension: '101' });
      await deleteUser({ ctx: office.ctx, input: { extension: '101' } });
      expect(await hasOpen(desk.id, second.id)).toEqual([false, false]);
    });
  });
});
