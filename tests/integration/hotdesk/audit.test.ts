import { asc, eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { auditLog } from '#db/schema/index.ts';
import type { Actor } from '#server/hotdesk/context.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { deleteUser, unlockUser } from '#server/hotdesk/delete-user.ts';
import { type DeskRow, getDesk } from '#server/hotdesk/desks.ts';
import { letResetPhoneIn } from '#server/hotdesk/let-reset-phone-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { rearmDesk, renewLabel, renewLink, resyncDesk } from '#server/hotdesk/renew-desk.ts';
import { needAttention } from '#server/hotdesk/settle.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { codeOf, logInAs, settle } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const admin: Actor = {
  kind: 'admin',
  accountId: 'account',
  label: 'Ada Admin',
  door: 'admin',
  source: '192.0.2.7',
};

eachDatabase('invariant 8: every change is in the audit log', (database) => {
  let office: Office;
  let desk: DeskRow;
  beforeEach(async () => {
    office = await openOffice(database());
    office.ctx.actor = admin;
    await office.user('101');
    await office.user('102');
    desk = await office.desk('8001');
  });

  const entries = () =>
    office.ctx.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.tenantId, office.ctx.tenantId))
      .orderBy(asc(auditLog.id));

  /** What is written by an attempt, refused or not. */
  async function written(attempt: () => Promise<unknown>) {
    office.clock.advance(1_000);
    const before = (await entries()).length;
    await codeOf(attempt());
    return (await entries()).slice(before);
  }

  const logIn = (extension = '101', more = {}) => logInAs(office, { deskId: desk.id, extension, ...more });
  const attention = () =>
    needAttention(office.ctx, { deskId: desk.id, configVersion: desk.configVersion, reason: 'never_seen' });

  /** What is done, after what, and what the log then says. */
  type Case = [done: string, after: () => Promise<unknown>, does: () => Promise<unknown>, says: string[]];
  const nothing = async (): Promise<void> => {};
  const byAdmin: Case[] = [
    ['a person is made', nothing, () => office.user('103'), ['user.created']],
    [
      'a person is changed',
      nothing,
      () => updateUser({ ctx: office.ctx, input: { extension: '101' as never, patch: { name: 'Neu' } } }),
      ['user.changed'],
    ],
    [
      'a person loses hot desking at a desk',
      logIn,
      () =>
        updateUser({ ctx: office.ctx, input: { extension: '101' as never, patch: { hotDesking: false } } }),
      ['desk_session.ended', 'user.changed'],
    ],
    [
      'a person who sits somewhere is removed',
      logIn,
      () => deleteUser({ ctx: office.ctx, input: { extension: '101' } }),
      ['desk_session.ended', 'user.removed'],
    ],
    [
      'a person is unlocked',
      nothing,
      () => unlockUser({ ctx: office.ctx, input: { extension: '101' } }),
      ['user.unlocked'],
    ],
    ['a desk is made', nothing, () => office.desk('8002'), ['desk.created']],
    [
      'a desk is changed',
      nothing,
      () => updateDesk({ ctx: office.ctx, input: { id: desk.id, patch: { displayName: 'Window' } } }),
      ['desk.changed'],
    ],
    [
      'a desk where somebody sits is removed',
      logIn,
      () => deleteDesk({ ctx: office.ctx, input: { id: desk.id } }),
      ['desk_session.ended', 'desk.removed'],
    ],
    [
      'a label is renewed',
      nothing,
      () => renewLabel({ ctx: office.ctx, input: { id: desk.id } }),
      ['desk.label_renewed'],
    ],
    [
      'a link is renewed',
      nothing,
      () => renewLink({ ctx: office.ctx, input: { id: desk.id } }),
      ['desk.link_renewed'],
    ],
    [
      'a desk is re-armed',
      nothing,
      () => rearmDesk({ ctx: office.ctx, input: { id: desk.id } }),
      ['desk.rearmed'],
    ],
    [
      'a phone is told to update',
      nothing,
      () => resyncDesk({ ctx: office.ctx, input: { id: desk.id } }),
      ['desk.resync_asked'],
    ],
    ['somebody logs in', nothing, () => logIn(), ['desk_session.started']],
    [
      'somebody logs in over another',
      logIn,
      () => logIn('102', { takeOver: true }),
      ['desk_session.ended', 'desk_session.started'],
    ],
    ['somebody logs in where they are', logIn, () => logIn(), []],
    ['somebody is refused', nothing, () => logIn('101', { pin: '0000' }), ['log_in.refused']],
    ['a number that is nobody’s is tried', nothing, () => logIn('999'), ['log_in.refused']],
    ['a desk that is occupied is tried', logIn, () => logIn('102'), []],
    [
      'somebody is logged out',
      logIn,
      () => logOut({ ctx: office.ctx, input: { deskId: desk.id } }),
      ['desk_session.ended'],
    ],
  ];

  const told = ([done, after, does, says]: Case) => [done, { after, does, says }] as const;

  it.each(byAdmin.map(told))(
    '%s: who, what, when, from where and through which door',
    async (_, { after, does, says }) => {
      await after();
      const rows = await written(does);
      expect(rows.map(({ action }) => action)).toEqual(says);
      for (const row of rows) {
        expect(row).toMatchObject({
          actorKind: 'admin',
          actorId: 'account',
          actorLabel: 'Ada Admin',
          door: 'admin',
          source: '192.0.2.7',
          at: new Date(office.clock.nowMs()),
        });
        expect(row.subjectId).not.toBe('');
        expect(row.subjectLabel).not.toBe('');
      }
    },
  );

  const byPhone: Case[] = [
    ['settles as somebody', logIn, () => settle(office, desk.id), ['desk_session.settled']],
    ['settles as nobody', nothing, () => settle(office, desk.id), ['desk.phone_settled']],
    ['needs attention', nothing, attention, ['desk.phone_attention']],
    ['comes after all', attention, () => settle(office, desk.id), ['desk.phone_settled']],
  ];
  it.each(byPhone.map(told))(
    'a phone %s: the phone itself is who did it',
    async (_, { after, does, says }) => {
      await after();
      const rows = await written(does);
      expect(rows.map(({ action }) => action)).toEqual(says);
      for (const row of rows)
        expect(row).toMatchObject({ actorKind: 'phone', actorId: desk.mac, door: 'phone' });
    },
  );

  it('a phone that was reset and is let in', async () => {
    await settle(office, desk.id);
    const { desk: given } = await getDesk({ ctx: office.ctx, input: { id: desk.id } });
    const rows = await written(() => letResetPhoneIn(office.ctx, given));
    expect(rows.map(({ action, door }) => [action, door])).toEqual([['desk.rearmed', 'phone']]);
  });

  it('the last of too many wrong PINs, with what it locked', async () => {
    for (let wrong = 0; wrong < 4; wrong += 1) await codeOf(logIn('101', { pin: '0000' }));
    const rows = await written(() => logIn('101', { pin: '0000' }));
    expect(rows.map(({ action }) => action)).toEqual(['log_in.refused', 'user.locked']);
    expect(rows[0]?.details).toEqual({ reason: 'wrong PIN', deskId: desk.id, locked: 'extension' });
    expect(await written(() => logIn())).toEqual([]);
  });

  it('wrong PINs of many people lock the desk, which is said', async () => {
    let last: Awaited<ReturnType<typeof written>> = [];
    for (let wrong = 0; wrong < 30; wrong += 1) last = await written(() => logIn(`7${100 + wrong}`));
    expect(last.map(({ details }) => details['locked'])).toEqual(['desk']);
  });

  it('where: whoever logged in, was logged out or refused, and at which desk', async () => {
    const rows = [
      ...(await written(() => logIn('101', { pin: '0000' }))),
      ...(await written(() => logIn())),
      ...(await written(() => logOut({ ctx: office.ctx, input: { deskId: desk.id } }))),
    ];
    expect(rows.map(({ details }) => details['deskId'])).toEqual([desk.id, desk.id, desk.id]);
  });

  it('a longer PIN than ever changes how long the dial codes wait, which is said', async () => {
    const [row] = await written(() => office.user('103', { pin: '123456789012' }));
    expect(row?.details).toMatchObject({ extension: '103', pinLengthMax: 12 });
  });

  it('a number that changes: the one before and the one after', async () => {
    const [row] = await written(() =>
      updateUser({
        ctx: office.ctx,
        input: { extension: '101' as never, patch: { extension: '111' as never } },
      }),
    );
    expect(row?.details).toMatchObject({ extension: '111', formerExtension: '101' });
  });
});
