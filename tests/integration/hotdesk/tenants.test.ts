import { eq, inArray } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  attemptLimits,
  auditLog,
  bindings,
  deskSessions,
  desks,
  events,
  extensions,
  phones,
  sipCredentials,
  users,
} from '#db/schema/index.ts';
import { listAudit } from '#server/hotdesk/audit.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { deleteUser, unlockUser } from '#server/hotdesk/delete-user.ts';
import { type DeskRow, getDesk, listDesks } from '#server/hotdesk/desks.ts';
import { giveBackPhone } from '#server/hotdesk/give-back-phone.ts';
import { logInVerified } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { countAll } from '#server/hotdesk/overview.ts';
import { listPhones, seePhone } from '#server/hotdesk/phones.ts';
import { rearmDesk, renewLabel, renewLink, resyncDesk } from '#server/hotdesk/renew-desk.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { getUser, listUsers } from '#server/hotdesk/users.ts';
import { codeOf, logInAs, settle } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const PAGE = { limit: 200 };

eachDatabase('invariant 7: two tenants with the same numbers', (database) => {
  let ours: Office;
  let theirs: Office;
  let ourDesk: DeskRow;
  let theirDesk: DeskRow;
  let theirUserId: string;

  beforeEach(async () => {
    [ours, theirs] = [await openOffice(database()), await openOffice(database())];
    await ours.user('101', { pin: '1111' });
    theirUserId = (await theirs.user('101', { pin: '2222' })).id;
    await theirs.user('102', { pin: '2222' });
    [ourDesk, theirDesk] = [await ours.desk('8001'), await theirs.desk('8001')];
    await logInAs(theirs, { deskId: theirDesk.id, extension: '101', pin: '2222' });
    await settle(theirs, theirDesk.id);
  });

  /** Everything that is theirs. */
  async function allOfTheirs() {
    const { db, tenantId } = theirs.ctx;
    const theirDesks = await db.select().from(desks).where(eq(desks.tenantId, tenantId)).orderBy(desks.id);
    const deskIds = theirDesks.map(({ id }) => id);
    return {
      theirDesks,
      users: await db.select().from(users).where(eq(users.tenantId, tenantId)).orderBy(users.id),
      deskSessions: await db
        .select()
        .from(deskSessions)
        .where(eq(deskSessions.tenantId, tenantId))
        .orderBy(deskSessions.id),
      credentials: await db
        .select()
        .from(sipCredentials)
        .where(eq(sipCredentials.tenantId, tenantId))
        .orderBy(sipCredentials.authName),
      bindings: await db.select().from(bindings).where(inArray(bindings.deskId, deskIds)),
      extensions: await db
        .select()
        .from(extensions)
        .where(eq(extensions.tenantId, tenantId))
        .orderBy(extensions.extension),
      phones: await db.select().from(phones).where(eq(phones.tenantId, tenantId)).orderBy(phones.mac),
      audit: await db.select().from(auditLog).where(eq(auditLog.tenantId, tenantId)).orderBy(auditLog.id),
      events: await db.select().from(events).where(eq(events.tenantId, tenantId)).orderBy(events.id),
      attempts: (await db.select().from(attemptLimits)).filter(({ key }) => key.startsWith(tenantId)),
    };
  }

  /** What one may try with an id that is theirs. */
  const attempts = (): Record<string, () => Promise<unknown>> => {
    const { ctx } = ours;
    const id = theirDesk.id;
    const verified = { deskId: id, userId: theirUserId, takeOver: true, via: 'api' as const };
    return {
      'look at their desk': () => getDesk({ ctx, input: { id } }),
      'log in there as ours': () =>
        logInAs(ours, { deskId: id, extension: '101', pin: '1111', takeOver: true }),
      'log in there as theirs': () =>
        logInAs(ours, { deskId: id, extension: '102', pin: '2222', takeOver: true }),
      'log in there without a PIN': () => logInVerified({ ctx, input: verified }),
      'log them in at ours': () => logInVerified({ ctx, input: { ...verified, deskId: ourDesk.id } }),
      'log them out': () => logOut({ ctx, input: { deskId: id } }),
      'change their desk': () => updateDesk({ ctx, input: { id, patch: { displayName: 'Ours' } } }),
      'remove their desk': () => deleteDesk({ ctx, input: { id } }),
      'renew their label': () => renewLabel({ ctx, input: { id } }),
      'renew their link': () => renewLink({ ctx, input: { id } }),
      'let their phone in': () => rearmDesk({ ctx, input: { id } }),
      'tell their phone': () => resyncDesk({ ctx, input: { id } }),
      'take their phone': () => ours.desk('8009', { mac: theirDesk.mac }),
      'take it for a desk that is there': () =>
        updateDesk({ ctx, input: { id: ourDesk.id, patch: { mac: theirDesk.mac as never } } }),
      'look at their person': () => getUser({ ctx, input: { extension: '102' } }),
      'change their person': () =>
        updateUser({ ctx, input: { extension: '102' as never, patch: { name: 'Ours' } } }),
      'remove their person': () => deleteUser({ ctx, input: { extension: '102' } }),
      'unlock their person': () => unlockUser({ ctx, input: { extension: '102' } }),
    };
  };

  it('nothing of theirs is touched, whatever one tries, and it looks as if it were not there', async () => {
    const before = await allOfTheirs();
    for (const [what, attempt] of Object.entries(attempts())) {
      const isTaken = what.startsWith('take');
      const refusals = isTaken ? ['duplicate'] : ['not_found', 'wrong_pin'];
      expect(refusals, what).toContain(await codeOf(attempt()));
      expect(await allOfTheirs(), what).toEqual(before);
    }
  });

  it('nor by changing and removing what has the same number with us', async () => {
    const before = await allOfTheirs();
    const { ctx } = ours;
    await logInAs(ours, { deskId: ourDesk.id, extension: '101', pin: '1111' });
    await settle(ours, ourDesk.id);
    await updateUser({ ctx, input: { extension: '101' as never, patch: { extension: '102' as never } } });
    await updateDesk({ ctx, input: { id: ourDesk.id, patch: { extension: '8005' as never } } });
    await deleteUser({ ctx, input: { extension: '102' } });
    await deleteDesk({ ctx, input: { id: ourDesk.id } });
    expect(await allOfTheirs()).toEqual(before);
  });

  it('wrong PINs for a number of ours lock nobody of theirs', async () => {
    for (let wrong = 0; wrong < 6; wrong += 1) {
      await codeOf(logInAs(ours, { deskId: ourDesk.id, extension: '102', pin: '0000' }));
    }
    expect(await codeOf(logInAs(ours, { deskId: ourDesk.id, extension: '102', pin: '0000' }))).toBe('locked');
    const desk = await theirs.desk('8002');
    expect(await codeOf(logInAs(theirs, { deskId: desk.id, extension: '102', pin: '2222' }))).toBe('done');
  });

  it('lists and counts hold only what is ours', async () => {
    const { ctx } = ours;
    const deskIds = (await listDesks({ ctx, input: PAGE })).items.map(({ desk }) => desk.id);
    expect(deskIds).toEqual([ourDesk.id]);
    expect((await listUsers({ ctx, input: PAGE })).items.map(({ name }) => name)).toEqual(['Person 101']);
    expect((await listPhones({ ctx, input: PAGE })).items.map(({ mac }) => mac)).toEqual([ourDesk.mac]);
    const audit = await listAudit({ ctx, input: PAGE });
    expect(new Set(audit.items.map(({ subject }) => subject.label))).toEqual(
      new Set(['Person 101', 'Desk 8001']),
    );
    expect(audit.items).toHaveLength(2);
    expect(await countAll({ ctx })).toEqual({
      desks: 1,
      free: 0,
      inUse: 0,
      updating: 1,
      attention: 0,
      users: 1,
      phones: 1,
      phonesWithoutDesk: 0,
    });
  });

  describe('phones that are nobody’s', () => {
    const strange = '249ad8aabbcc' as never;

    it('are neither listed nor counted while there are more tenants than one', async () => {
      await seePhone(ours.ctx, { mac: strange, vendor: 'yealink' });
      const { items } = await listPhones({ ctx: ours.ctx, input: PAGE });
      expect(items.map(({ mac }) => mac)).not.toContain(strange);
      expect(await countAll({ ctx: ours.ctx })).toMatchObject({ phones: 1, phonesWithoutDesk: 0 });
    });

    it('a phone that was theirs brings nothing of what they knew of it', async () => {
      const mac = theirDesk.mac as never;
      await seePhone(theirs.ctx, { mac, vendor: 'yealink', model: 'T54W', firmware: '96.1', ip: '10.9.9.9' });
      await deleteDesk({ ctx: theirs.ctx, input: { id: theirDesk.id } });
      expect(await codeOf(ours.desk('8009', { mac: theirDesk.mac }))).toBe('duplicate');
      await giveBackPhone({ ctx: theirs.ctx, input: { mac } });
      ours.clock.advance(60_000);
      const desk = await ours.desk('8009', { mac: theirDesk.mac });
      expect(desk.model).toBeNull();
      const { items } = await listPhones({ ctx: ours.ctx, input: PAGE });
      expect(items.find((phone) => phone.mac === theirDesk.mac)).toMatchObject({
        model: null,
        firmware: null,
        ip: null,
        firstSeen: new Date(theirs.clock.nowMs()).toISOString(),
      });
      const left = await listPhones({ ctx: theirs.ctx, input: PAGE });
      expect(left.items.map((phone) => phone.mac)).not.toContain(theirDesk.mac);
    });
  });
});
