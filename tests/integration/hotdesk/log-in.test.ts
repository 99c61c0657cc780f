import { and, eq, isNull } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditLog, bindings, deskSessions, events, sipCredentials, users } from '#db/schema/index.ts';
import { listAudit } from '#server/hotdesk/audit.ts';
import { expectedCredential } from '#server/hotdesk/credentials.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { deleteUser, unlockUser } from '#server/hotdesk/delete-user.ts';
import { getDesk } from '#server/hotdesk/desks.ts';
import type { HotdeskError } from '#server/hotdesk/errors.ts';
import type { AuthName, DeskId } from '#server/hotdesk/ids.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import {
  advanceSettling,
  dueDesks,
  needAttention,
  noteDownload,
  noteRegistration,
} from '#server/hotdesk/settle.ts';
import { type SipBinding, storeBindings } from '#server/hotdesk/sip-directory.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const MINUTE_MS = 60_000;

eachDatabase('logging in and out', (database) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice(database());
  });

  const tryLogIn = (
    deskId: string,
    extension: string,
    more: { pin?: string; takeOver?: boolean; office?: Office } = {},
  ) =>
    logIn({
      ctx: (more.office ?? office).ctx,
      input: { deskId, extension, pin: more.pin ?? '4321', takeOver: more.takeOver ?? false, via: 'api' },
    });

  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'done',
      (error: HotdeskError) => error.code,
    );

  const openAt = (deskId: string) =>
    database()
      .db.select()
      .from(deskSessions)
      .where(and(eq(deskSessions.deskId, deskId), isNull(deskSessions.endedAt)));

  const bindingOf = (deskId: string, { authName, extension }: { authName: string; extension: string }) => ({
    authName: authName as AuthName,
    contact: `sip:${extension}@192.0.2.1:5060`,
    deskId: deskId as DeskId,
    callId: 'c',
    cseq: 1,
    qThousandths: 1000,
    path: [],
    flow: {
      transport: 'udp' as const,
      remote: { address: '192.0.2.1', port: 5060 },
      local: { address: '192.0.2.9', port: 5060 },
    },
    userAgent: null,
    expiresAtMs: office.clock.nowMs() + MINUTE_MS,
  });

  const store = (binding: SipBinding): Promise<Set<string>> =>
    storeBindings(office.ctx.db, { upserts: [binding], removals: [], nowMs: office.clock.nowMs() });

  const expectedOf = async (deskId: string) => {
    const expected = await expectedCredential(office.ctx.db, deskId);
    if (expected === undefined) throw new Error('no credential');
    return expected;
  };

  const bind = async (deskId: string): Promise<string> => {
    const expected = await expectedOf(deskId);
    await store(bindingOf(deskId, expected));
    return expected.authName;
  };

  describe('the switch', () => {
    it('opens a desk session whose own credentials the desk is configured with', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      const before = await expectedCredential(office.ctx.db, desk.id);
      const { session } = await tryLogIn(desk.id, '101');
      expect(session).toMatchObject({ deskId: desk.id, state: 'switched', via: 'api' });
      const after = await expectedCredential(office.ctx.db, desk.id);
      expect(after).toMatchObject({ deskSessionId: session.id, extension: '101', endedAt: null });
      expect(after?.authName).not.toBe(before?.authName);
      const row = await getDesk({ ctx: office.ctx, input: { id: desk.id } });
      expect(row.desk).toMatchObject({
        configVersion: desk.configVersion + 1,
        epoch: desk.epoch + 1,
        phoneState: 'updating',
      });
      expect(row.occupant).toMatchObject({ extension: '101' });
    });

    it('invariant 1: a desk has one open desk session, whoever comes at the same time', async () => {
      const desk = await office.desk('8001');
      for (const extension of ['101', '102', '103', '104']) await office.user(extension);
      const outcomes = await Promise.all(
        ['101', '102', '103', '104'].map((who) => codeOf(tryLogIn(desk.id, who))),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'desk_occupied')).toHaveLength(3);
      expect(await openAt(desk.id)).toHaveLength(1);
    });

    it('invariant 1: a user has one open desk session, at however many desks they log in at once', async () => {
      await office.user('101');
      const desks = [await office.desk('8001'), await office.desk('8002'), await office.desk('8003')];
      await Promise.all(desks.map((desk) => tryLogIn(desk.id, '101')));
      const open = await Promise.all(desks.map((desk) => openAt(desk.id)));
      expect(open.flat()).toHaveLength(1);
    });

    it('frees the desk that the user left, with credentials of its own', async () => {
      await office.user('101');
      const [first, second] = [await office.desk('8001'), await office.desk('8002')];
      await tryLogIn(first.id, '101');
      const { leftDeskIds } = await tryLogIn(second.id, '101');
      expect(leftDeskIds).toEqual([first.id]);
      expect(await openAt(first.id)).toEqual([]);
      expect(await expectedCredential(office.ctx.db, first.id)).toMatchObject({
        deskSessionId: null,
        extension: '8001',
      });
    });

    it('two people who change desks with each other at once do not wait for each other for ever', async () => {
      await office.user('101');
      await office.user('102');
      const [first, second] = [await office.desk('8001'), await office.desk('8002')];
      await tryLogIn(first.id, '101');
      await tryLogIn(second.id, '102');
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([
          codeOf(tryLogIn(round % 2 ? first.id : second.id, '101', { takeOver: true })),
          codeOf(tryLogIn(round % 2 ? second.id : first.id, '102', { takeOver: true })),
        ]);
      }
      for (const desk of [first, second]) expect((await openAt(desk.id)).length).toBeLessThanOrEqual(1);
    });

    it('answers the open desk session again to somebody who is logged in there already', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      const first = await tryLogIn(desk.id, '101');
      expect((await tryLogIn(desk.id, '101')).session.id).toBe(first.session.id);
    });

    it('logs somebody else out only when told to', async () => {
      await office.user('101');
      await office.user('102');
      const desk = await office.desk('8001');
      const { session } = await tryLogIn(desk.id, '101');
      expect(await codeOf(tryLogIn(desk.id, '102'))).toBe('desk_occupied');
      await tryLogIn(desk.id, '102', { takeOver: true });
      const [ended] = await office.ctx.db.select().from(deskSessions).where(eq(deskSessions.id, session.id));
      expect(ended).toMatchObject({ endReason: 'taken_over' });
    });
  });

  describe('invariant 2: credentials live as long as what they are for', () => {
    it('a log-out ends the credentials of the desk session and removes its bindings in the same moment', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      await tryLogIn(desk.id, '101');
      const authName = await bind(desk.id);
      await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
      const [credential] = await office.ctx.db
        .select()
        .from(sipCredentials)
        .where(eq(sipCredentials.authName, authName));
      expect(credential?.endedAt).not.toBeNull();
      expect(await office.ctx.db.select().from(bindings).where(eq(bindings.authName, authName))).toEqual([]);
    });

    it('a binding cannot be stored for credentials that ended meanwhile', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      const { session } = await tryLogIn(desk.id, '101');
      const expected = await expectedOf(desk.id);
      await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
      const live = await store(bindingOf(desk.id, expected));
      expect(session.id).toBe(expected.deskSessionId);
      expect([...live]).toEqual([]);
    });

    it("the desk's own credentials stay good until the phone has settled as the user", async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      const own = await bind(desk.id);
      await tryLogIn(desk.id, '101');
      const isLive = async () =>
        (await office.ctx.db.select().from(sipCredentials).where(eq(sipCredentials.authName, own)))[0]
          ?.endedAt === null;
      expect(await isLive()).toBe(true);
      await noteDownload(office.ctx, { deskId: desk.id, version: desk.configVersion + 1, httpVersion: 1 });
      await noteRegistration(office.ctx, await bind(desk.id));
      expect(await isLive()).toBe(false);
    });
  });

  describe('settling', () => {
    const stateOf = async (deskId: string) => {
      const { desk, session } = await getDesk({ ctx: office.ctx, input: { id: deskId } });
      return [desk.phoneState, session?.state];
    };

    it('needs this version downloaded and a live binding of the expected auth user, in any order', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      await tryLogIn(desk.id, '101');
      const version = desk.configVersion + 1;
      await noteDownload(office.ctx, { deskId: desk.id, version: version - 1, httpVersion: 0 });
      await noteRegistration(office.ctx, await bind(desk.id));
      expect(await stateOf(desk.id)).toEqual(['updating', 'switched']);
      await noteDownload(office.ctx, { deskId: desk.id, version, httpVersion: 0 });
      expect(await stateOf(desk.id)).toEqual(['settled', 'settled']);
    });

    it('attention is always left by a phone that settles late', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      await tryLogIn(desk.id, '101');
      const configVersion = desk.configVersion + 1;
      await needAttention(office.ctx, { deskId: desk.id, configVersion, reason: 'not_downloaded' });
      expect(await stateOf(desk.id)).toEqual(['attention', 'attention']);
      await noteDownload(office.ctx, { deskId: desk.id, version: configVersion, httpVersion: 0 });
      await noteRegistration(office.ctx, await bind(desk.id));
      expect(await stateOf(desk.id)).toEqual(['settled', 'settled']);
    });

    it('a watchdog step of an older switch changes nothing', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      await tryLogIn(desk.id, '101');
      await needAttention(office.ctx, {
        deskId: desk.id,
        configVersion: desk.configVersion,
        reason: 'not_reachable',
      });
      await advanceSettling(office.ctx, {
        deskId: desk.id,
        configVersion: desk.configVersion,
        step: 3,
        dueAtMs: null,
      });
      expect(await stateOf(desk.id)).toEqual(['updating', 'switched']);
      expect((await dueDesks(office.ctx, 200)).map((due) => due.id)).toContain(desk.id);
    });
  });

  describe('invariant 3: PINs', () => {
    it('wrong PIN, unknown extension and hot desking not enabled are one answer', async () => {
      await office.user('101');
      await office.user('102', { hotDesking: false });
      const desk = await office.desk('8001');
      const answers = await Promise.all(
        [tryLogIn(desk.id, '101', { pin: '9999' }), tryLogIn(desk.id, '102'), tryLogIn(desk.id, '999')].map(
          (answer) => answer.catch((error: HotdeskError) => [error.code, error.message, error.fields]),
        ),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    });

    it.each(['101', '102', '999'])(
      'five wrong PINs in a row lock %s, whether it exists or not',
      async (extension) => {
        await office.user('101');
        await office.user('102', { hotDesking: false });
        const desk = await office.desk('8001');
        for (let i = 0; i < 5; i += 1)
          expect(await codeOf(tryLogIn(desk.id, extension, { pin: '9999' }))).toBe('wrong_pin');
        expect(await codeOf(tryLogIn(desk.id, extension))).toBe('locked');
      },
    );

    it('fifty guesses at once are still at most five', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      const guesses = Array.from({ length: 50 }, () => codeOf(tryLogIn(desk.id, '101', { pin: '9999' })));
      const outcomes = await Promise.all(guesses);
      expect(outcomes.filter((outcome) => outcome === 'wrong_pin').length).toBeLessThanOrEqual(5);
      expect(await codeOf(tryLogIn(desk.id, '101'))).toBe('locked');
    });

    it('the lock is a minute and doubles to half an hour; a right PIN begins anew', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      const lockFor = async () => {
        for (let i = 0; i < 5; i += 1) await codeOf(tryLogIn(desk.id, '101', { pin: '9999' }));
        const error = await tryLogIn(desk.id, '101').catch((caught: HotdeskError) => caught);
        const seconds = 'retryAfterSeconds' in error ? (error.retryAfterSeconds ?? 0) : 0;
        office.clock.advance(seconds * 1_000 + 16 * MINUTE_MS);
        return seconds;
      };
      const locks = [];
      for (let i = 0; i < 7; i += 1) locks.push(await lockFor());
      expect(locks).toEqual([60, 120, 240, 480, 960, 1800, 1800]);
      await tryLogIn(desk.id, '101');
      expect(await lockFor()).toBe(60);
    });

    it('an administrator can unlock, and a new PIN unlocks', async () => {
      await office.user('101');
      const desk = await office.desk('8001');
      const lock = async () => {
        for (let i = 0; i < 5; i += 1) await codeOf(tryLogIn(desk.id, '101', { pin: '9999' }));
      };
      await lock();
      await unlockUser({ ctx: office.ctx, input: { extension: '101' } });
      expect(await codeOf(tryLogIn(desk.id, '101'))).toBe('done');
      await lock();
      await updateUser({ ctx: office.ctx, input: { extension: '101' as never, patch: { pin: '777777' } } });
      expect(await codeOf(tryLogIn(desk.id, '101', { pin: '777777' }))).toBe('done');
    });

    it('is kept only as argon2id, and is in no audit entry and no event', async () => {
      await office.user('101', { pin: '86420975' });
      const desk = await office.desk('8001');
      await tryLogIn(desk.id, '101', { pin: '86420975' });
      await codeOf(tryLogIn(desk.id, '101', { pin: '86420976' }));
      const [row] = await office.ctx.db.select().from(users).where(eq(users.tenantId, office.ctx.tenantId));
      expect(row?.pinHash).toMatch(/^\$argon2id\$/);
      const audit = await office.ctx.db
        .select()
        .from(auditLog)
        .where(eq(auditLog.tenantId, office.ctx.tenantId));
      const told = await office.ctx.db.select().from(events).where(eq(events.tenantId, office.ctx.tenantId));
      expect(JSON.stringify([audit, told])).not.toMatch(/8642097/);
    });
  });

  describe('invariant 7: tenants', () => {
    it('nobody logs in at a desk of another tenant, and it looks as if it were not there', async () => {
      const other = await openOffice(database());
      await office.user('101');
      const desk = await other.desk('8001');
      expect(await codeOf(tryLogIn(desk.id, '101'))).toBe('not_found');
      expect(await codeOf(logOut({ ctx: office.ctx, input: { deskId: desk.id } }))).toBe('not_found');
      expect(await codeOf(deleteDesk({ ctx: office.ctx, input: { id: desk.id } }))).toBe('not_found');
    });

    it('wrong PINs in one tenant lock nobody of another', async () => {
      const other = await openOffice(database());
      await other.user('101');
      const [desk, otherDesk] = [await office.desk('8001'), await other.desk('8001')];
      for (let i = 0; i < 6; i += 1) await codeOf(tryLogIn(desk.id, '101', { pin: '9999' }));
      expect(await codeOf(tryLogIn(otherDesk.id, '101', { office: other }))).toBe('done');
    });
  });

  it('invariant 8: who logged in where, when and through which door is in the audit log, newest first', async () => {
    await office.user('101');
    const desk = await office.desk('8001');
    await tryLogIn(desk.id, '101');
    await logOut({ ctx: office.ctx, input: { deskId: desk.id } });
    const { items } = await listAudit({ ctx: office.ctx, input: { limit: 2 } });
    expect(items.map((item) => item.action)).toEqual(['desk_session.ended', 'desk_session.started']);
    expect(items[1]).toMatchObject({
      door: 'api',
      actor: { label: 'test' },
      details: { deskId: desk.id, extension: '101' },
    });
  });

  it('removing a user or turning hot desking off frees their desk', async () => {
    for (const extension of ['101', '102']) await office.user(extension);
    const [first, second] = [await office.desk('8001'), await office.desk('8002')];
    await tryLogIn(first.id, '101');
    await tryLogIn(second.id, '102');
    await deleteUser({ ctx: office.ctx, input: { extension: '101' } });
    await updateUser({ ctx: office.ctx, input: { extension: '102' as never, patch: { hotDesking: false } } });
    expect([...(await openAt(first.id)), ...(await openAt(second.id))]).toEqual([]);
  });
});
