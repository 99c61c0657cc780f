import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditLog, desks } from '#db/schema/index.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { setRuntime } from '#server/web/runtime.ts';
import { Browser } from '../support/browser.ts';
import { eachDatabase } from '../support/databases.ts';
import { type Office, openOffice } from '../support/office.ts';
import { type TestRuntime, webRuntime } from '../support/web-runtime.ts';

eachDatabase('the page behind a desk’s code', (database) => {
  let office: Office;
  let runtime: TestRuntime;
  let token: string;
  let deskId: DeskId;
  let browser: Browser;
  beforeEach(async () => {
    office = await openOffice(database());
    runtime = webRuntime(office.ctx);
    setRuntime(runtime);
    await office.user('101');
    await office.user('102');
    const desk = await office.desk('8001');
    token = desk.labelToken;
    deskId = desk.id as DeskId;
    browser = new Browser();
  });

  const logIn = (by: Browser, extension = '101', more: object = {}) =>
    by.mutate('deskPage.logIn', { token, extension, pin: '4321', ...more });
  const see = async (by: Browser) => (await by.query('deskPage.get', { token })).data;

  it('shows a free desk to anybody who has its code, and nothing to who has not', async () => {
    expect(await see(browser)).toEqual({
      ...{ deskName: 'Desk 8001', site: null, floor: null, extension: '8001' },
      ...{ state: 'free', reason: null, mine: null },
    });
    for (const wrong of ['x', `${token}x`, token.slice(1), deskId]) {
      const answer = await browser.query('deskPage.get', { token: wrong });
      expect([answer.status, answer.error.data.perch.code]).toEqual([404, 'not_found']);
    }
  });

  it('lets a user log in, and shows the desk as theirs to this browser only', async () => {
    const answer = await logIn(browser);
    expect([answer.status, answer.data]).toMatchObject([200, { extension: '101', name: 'Person 101' }]);
    expect(await see(browser)).toMatchObject({
      state: 'switched',
      mine: { extension: '101', name: 'Person 101' },
    });
    const other = await new Browser().query('deskPage.get', { token });
    expect(other.data).toMatchObject({ state: 'occupied', mine: null });
    expect(other.text).not.toMatch(/101/);
  });

  it('proves it with a cookie that scripts cannot read, and over HTTPS only Secure', async () => {
    await logIn(browser);
    expect(browser.setCookies.at(-1)).toMatch(/; HttpOnly; SameSite=Lax$/);
    setRuntime(webRuntime(office.ctx, { links: { peopleUrl: 'https://perch.test', phonesUrl: '' } }));
    await logIn(browser);
    expect(browser.setCookies.at(-1)).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('logs out who logged in here, and nobody else', async () => {
    await logIn(browser);
    const stranger = await new Browser().mutate('deskPage.logOut', { token });
    expect([stranger.status, stranger.error.data.perch.code]).toEqual([409, 'not_logged_in']);
    const forger = new Browser();
    const [id] = (browser.jar.get('perch.desk') ?? '').split('.');
    forger.jar.set('perch.desk', `${id}.${'A'.repeat(43)}`);
    expect((await forger.mutate('deskPage.logOut', { token })).status).toBe(409);
    expect((await see(browser)).state).toBe('switched');
    expect((await browser.mutate('deskPage.logOut', { token })).status).toBe(200);
    expect((await see(browser)).state).toBe('free');
    expect(browser.jar.has('perch.desk')).toBe(false);
  });

  it('never logs out who came after with the proof of who was there before', async () => {
    await logIn(browser);
    const second = new Browser();
    expect((await logIn(second, '102')).error.data.perch.code).toBe('desk_occupied');
    expect((await logIn(second, '102', { takeOver: true })).status).toBe(200);
    expect(await see(browser)).toMatchObject({ state: 'occupied', mine: null });
    expect((await browser.mutate('deskPage.logOut', { token })).status).toBe(409);
    expect((await see(second)).state).toBe('switched');
  });

  it('answers wrong PIN, unknown extension and nonsense alike, then locks', async () => {
    const told = new Set<string>();
    for (const [extension, pin] of [
      ['101', '0000'],
      ['999', '4321'],
      ['abc', '<script>'],
    ]) {
      const { status, error } = await logIn(browser, extension, { pin });
      told.add(JSON.stringify([status, error.message, error.data.perch]));
    }
    expect(told.size).toBe(1);
    for (let attempt = 0; attempt < 4; attempt += 1) await logIn(browser, '101', { pin: '0000' });
    const locked = await logIn(browser);
    expect(locked.error.data.perch).toMatchObject({ code: 'locked', retryAfterSeconds: expect.any(Number) });
  });

  it('writes the door and the address into the audit log', async () => {
    await logIn(browser);
    const rows = await database()
      .db.select()
      .from(auditLog)
      .where(eq(auditLog.tenantId, office.ctx.tenantId))
      .then((all) => all.filter(({ action }) => action === 'desk_session.started'));
    expect(rows.map(({ door, source }) => [door, source])).toEqual([['qr', '192.0.2.7']]);
  });

  it.each([
    ['a NUL', { token: '\u0000' }],
    ['a number', { token: 7 }],
    ['too much', { token: 'x'.repeat(101) }],
    ['nothing', {}],
  ])('refuses %s as a code in words, without a stack', async (_name, input) => {
    const answer = await browser.query('deskPage.get', input);
    expect([answer.status, answer.error.data.perch.code]).toEqual([400, 'invalid']);
    expect(answer.text).not.toContain('stack');
  });

  it('survives cookies that cannot be decoded', async () => {
    browser.jar.set('perch.desk', '%E0%A4%A');
    browser.jar.set('perch.sign-in', '%zz');
    expect((await see(browser)).state).toBe('free');
  });

  it('never tells what went wrong inside', async () => {
    const logged: string[] = [];
    const error = (message: string, fields?: object) => logged.push(`${message} ${JSON.stringify(fields)}`);
    const broken = webRuntime(office.ctx, { log: { ...runtime.log, error } });
    const { db } = runtime.hotdesk;
    const select = (): never => {
      throw Object.assign(new Error('Failed query: … params: a secret'), {
        query: '…',
        params: ['a secret'],
      });
    };
    setRuntime({
      ...broken,
      hotdesk: { ...broken.hotdesk, db: Object.assign(Object.create(db), { select }) },
    });
    const answer = await browser.query('deskPage.get', { token });
    expect([answer.status, answer.error.message]).toEqual([500, 'Something went wrong on our side.']);
    expect(answer.text).not.toMatch(/secret|query|stack/);
    expect(logged).toEqual(['a procedure failed {"path":"deskPage.get","error":"a query failed"}']);
  });

  describe('live', () => {
    const changed = () =>
      runtime.tell({ type: 'desk', what: 'switched', tenantId: office.ctx.tenantId, deskId });

    it('tells the state at once and after every change of this desk, until the process stops', async () => {
      const states: unknown[] = [];
      for await (const page of browser.subscribe('deskPage.changes', { token })) {
        states.push((page as { state: string }).state);
        if (states.length === 1) {
          const other = { type: 'desk', what: 'edited', tenantId: office.ctx.tenantId } as const;
          runtime.tell({ ...other, deskId: 'another' as DeskId });
          await logIn(browser);
          changed();
        } else runtime.stop();
      }
      expect(states).toEqual(['free', 'occupied']);
      // Without a `return` a browser comes back by itself.
      expect(browser.streamEvents).toEqual(['connected']);
      expect(runtime.listenerCount()).toBe(0);
    });

    it('stops listening when the reader has gone', async () => {
      const gone = new AbortController();
      for await (const _ of browser.subscribe('deskPage.changes', { token }, gone.signal)) {
        expect(runtime.listenerCount()).toBe(1);
        gone.abort();
      }
      await expect.poll(() => runtime.listenerCount()).toBe(0);
    });

    it('ends when the desk is removed', async () => {
      for await (const _ of browser.subscribe('deskPage.changes', { token })) {
        await database().db.update(desks).set({ releasedAt: new Date() }).where(eq(desks.id, deskId));
        changed();
      }
      await expect.poll(() => runtime.listenerCount()).toBe(0);
    });
  });
});
