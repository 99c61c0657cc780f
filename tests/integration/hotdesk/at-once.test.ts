import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, eq, isNull } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#db/client.ts';
import { bindings, deskSessions, sipCredentials } from '#db/schema/index.ts';
import { type HotdeskContext, inTransaction } from '#server/hotdesk/context.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { deleteUser } from '#server/hotdesk/delete-user.ts';
import { type DeskRow, lockDesk } from '#server/hotdesk/desks.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { noteDownload, noteRegistration } from '#server/hotdesk/settle.ts';
import { endDeskSession, freeDesk } from '#server/hotdesk/switch-desk.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { codeOf, logInAs, register } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const ROUNDS = 3;
const people = ['101', '102', '103', '104'];

/** As many as a busy minute brings at once, in an order that is another one each time. */
function shuffled<T>(office: Office, items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: office.ctx.random.bytes(1)[0] ?? 0 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

async function openSessions(office: Office) {
  return office.ctx.db
    .select()
    .from(deskSessions)
    .where(and(eq(deskSessions.tenantId, office.ctx.tenantId), isNull(deskSessions.endedAt)));
}

async function expectInvariants(office: Office): Promise<void> {
  const open = await openSessions(office);
  expect(new Set(open.map(({ deskId }) => deskId)).size).toBe(open.length);
  expect(new Set(open.map(({ userId }) => userId)).size).toBe(open.length);
  const live = await office.ctx.db
    .select({ sessionEndedAt: deskSessions.endedAt })
    .from(sipCredentials)
    .innerJoin(deskSessions, eq(deskSessions.id, sipCredentials.deskSessionId))
    .where(and(eq(sipCredentials.tenantId, office.ctx.tenantId), isNull(sipCredentials.endedAt)));
  expect(live.filter(({ sessionEndedAt }) => sessionEndedAt !== null)).toEqual([]);
  expect(live.length).toBe(open.length);
  expect(await boundWithEndedCredentials(office)).toEqual([]);
}

async function boundWithEndedCredentials(office: Office): Promise<string[]> {
  const rows = await office.ctx.db
    .select({ authName: bindings.authName, endedAt: sipCredentials.endedAt })
    .from(bindings)
    .innerJoin(sipCredentials, eq(sipCredentials.authName, bindings.authName))
    .where(eq(sipCredentials.tenantId, office.ctx.tenantId));
  return rows.filter(({ endedAt }) => endedAt !== null).map(({ authName }) => authName);
}

eachDatabase('many things at once', (database: () => Database) => {
  let office: Office;
  let desks: DeskRow[];
  beforeEach(async () => {
    office = await openOffice(database());
    for (const extension of people) await office.user(extension);
    desks = [await office.desk('8001'), await office.desk('8002'), await office.desk('8003')];
  });

  it('invariant 1: everybody logs in everywhere, in, out and over each other: one a desk, one a person', async () => {
    const everywhere = people.flatMap((extension) => desks.map(({ id }) => ({ extension, deskId: id })));
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcomes = await Promise.all(
        shuffled(office, everywhere).flatMap((who) => [
          codeOf(logInAs(office, { ...who, takeOver: true })),
          codeOf(logInAs(office, who)),
          codeOf(logOut({ ctx: office.ctx, input: { deskId: who.deskId } })),
        ]),
      );
      const expected = ['done', 'desk_occupied', 'not_logged_in', 'locked'];
      expect(outcomes.filter((outcome) => !expected.includes(outcome))).toEqual([]);
      await expectInvariants(office);
    }
  });

  it('invariant 2: phones that register while everybody moves are bound with live credentials only', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all(
        desks.flatMap(({ id: deskId, configVersion }, index) => [
          codeOf(logInAs(office, { deskId, extension: people[index] ?? '101', takeOver: true })),
          codeOf(logOut({ ctx: office.ctx, input: { deskId } })),
          register(office, deskId).then(({ authName }) => noteRegistration(office.ctx, authName)),
          noteDownload(office.ctx, { deskId, version: configVersion + round * 2, httpVersion: 0 }),
          register(office, deskId),
        ]),
      );
      await expectInvariants(office);
    }
  });

  it('people and desks are changed and removed while they are in use: refused or done, and nothing else', async () => {
    const { ctx } = office;
    const [first, second, third] = desks.map(({ id }) => id) as [string, string, string];
    for (const pin of ['111111', '22222222222']) {
      await Promise.all([
        ...people.map((extension) => codeOf(logInAs(office, { extension, deskId: first, takeOver: true }))),
        ...people.map((extension) =>
          codeOf(updateUser({ ctx, input: { extension: extension as never, patch: { pin } } })),
        ),
        codeOf(updateDesk({ ctx, input: { id: second, patch: { extension: '8009' as never } } })),
        register(office, first),
        register(office, second),
        ...people.map((extension) => codeOf(logInAs(office, { extension, deskId: second, pin }))),
      ]);
      await expectInvariants(office);
    }
    await Promise.all([
      codeOf(deleteUser({ ctx, input: { extension: '101' } })),
      codeOf(logInAs(office, { extension: '101', deskId: first, pin: '22222222222' })),
      codeOf(deleteDesk({ ctx, input: { id: third } })),
      codeOf(logInAs(office, { extension: '102', deskId: third, pin: '22222222222' })),
      codeOf(updateUser({ ctx, input: { extension: '103' as never, patch: { hotDesking: false } } })),
      codeOf(logInAs(office, { extension: '103', deskId: second, pin: '22222222222', takeOver: true })),
    ]);
    await expectInvariants(office);
    const deskIds = (await openSessions(office)).map(({ deskId }) => deskId);
    expect(deskIds).not.toContain(third);
  });

  it('many people are made at once, each with a longer PIN than the one before', async () => {
    const made = Array.from({ length: 12 }, (_, index) =>
      codeOf(office.user(`2${10 + index}`, { pin: '123456789012'.slice(0, 9 + (index % 4)) })),
    );
    expect(new Set(await Promise.all(made))).toEqual(new Set(['done']));
  });

  it('a number goes to one of those who want it at the same time, user or desk', async () => {
    const wanted = Array.from({ length: 4 }, (_, index) =>
      index % 2 ? office.user('301') : office.desk('301'),
    );
    const outcomes = await Promise.all(wanted.map(codeOf));
    expect(outcomes.sort()).toEqual(['done', 'duplicate', 'duplicate', 'duplicate']);
  });

  it('two that wait for each other all the same: both are done in the end', async () => {
    const [first, second] = desks.map(({ id }) => id) as [string, string];
    let met = 0;
    const change = (one: string, other: string) =>
      inTransaction(office.ctx, async (tx) => {
        await lockDesk(tx, one);
        met += 1;
        // The embedded database has one transaction at a time: nobody comes meanwhile.
        while (met < 2 && !database().isEmbedded) await nextTurn();
        await lockDesk(tx, other);
        return 'done';
      });
    expect(await Promise.all([change(first, second), change(second, first)])).toEqual(['done', 'done']);
  });

  describe('invariant 2: a phone registers', () => {
    /** Whether somebody waits for a lock that another transaction holds. The embedded database has one at a time. */
    async function somebodyWaits(db: HotdeskContext['db']): Promise<boolean> {
      const { rows } = await db.execute('select 1 from pg_locks where not granted');
      return rows.length > 0 || database().isEmbedded;
    }

    /** Ends the desk session of a desk; `meanwhile` begins before that is committed, and ends or waits for it. */
    async function logOutSlowly(deskId: string, meanwhile: () => Promise<unknown>): Promise<void> {
      await office.ctx.db.transaction(async (db) => {
        const tx = { ...office.ctx, db };
        const desk = await lockDesk(tx, deskId);
        const [session] = await db
          .select()
          .from(deskSessions)
          .where(and(eq(deskSessions.deskId, deskId), isNull(deskSessions.endedAt)));
        if (session === undefined) throw new Error('nobody is logged in');
        await endDeskSession(tx, session, { reason: 'logged_out', desk });
        let isOver = false;
        void meanwhile().then(() => {
          isOver = true;
        });
        while (!isOver && !(await somebodyWaits(db))) await nextTurn();
        await freeDesk(tx, desk);
      });
    }

    it('with credentials that end before it is stored: it is not bound, and nobody says so', async () => {
      const [{ id: deskId }] = desks as [DeskRow];
      await logInAs(office, { deskId, extension: '101' });
      const { authName } = await register(office, deskId);
      await office.ctx.db.delete(bindings).where(eq(bindings.authName, authName));
      let registered: ReturnType<typeof register> | undefined;
      await logOutSlowly(deskId, () => {
        registered = register(office, deskId, authName);
        return registered;
      });
      expect(await registered).toEqual({ authName, isLetIn: false });
      expect(await boundWithEndedCredentials(office)).toEqual([]);
    });
  });
});
