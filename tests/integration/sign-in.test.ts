import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { auditLog, portalAccounts } from '#db/schema/index.ts';
import type { DeskId, TenantId } from '#server/hotdesk/ids.ts';
import { setRuntime } from '#server/web/runtime.ts';
import { Browser } from '../support/browser.ts';
import { eachDatabase } from '../support/databases.ts';
import { type Office, openOffice } from '../support/office.ts';
import { signIn, signOut } from '../support/sign-in.ts';
import { type TestRuntime, webRuntime } from '../support/web-runtime.ts';

const PASSWORD = 'correct horse battery';

eachDatabase('signing in to the portal', (database) => {
  let office: Office;
  let runtime: TestRuntime;
  let email: string;
  let browser: Browser;
  beforeEach(async () => {
    office = await openOffice(database());
    runtime = webRuntime(office.ctx, { isPeopleUrlGiven: false });
    setRuntime(runtime);
    email = await makeAccount('owner');
    browser = new Browser();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  async function makeAccount(role: 'owner' | 'admin' | 'user'): Promise<string> {
    const { tenantId, pins, clock } = office.ctx;
    const address = `${role}@${tenantId}.example`;
    await database()
      .db.insert(portalAccounts)
      .values({
        ...{ id: `${role}-${tenantId}`, tenantId, email: address, name: 'Olivia', role },
        ...{ passwordHash: await pins.hash(PASSWORD), createdAt: new Date(clock.nowMs()) },
      });
    return address;
  }

  const statusOf = async (path = 'users.list', input: object = {}) =>
    (await browser.query(path, input)).status;

  it('opens the portal to the right password only', async () => {
    expect(await statusOf()).toBe(401);
    expect(await signIn(browser, email, 'wrong')).toBe('unauthorized');
    expect(await signIn(browser, 'nobody@example.org', PASSWORD)).toBe('unauthorized');
    expect(await statusOf()).toBe(401);
    expect(await signIn(browser, email.toUpperCase(), PASSWORD)).toBeNull();
    expect(await statusOf()).toBe(200);
    expect((await browser.query('account.me')).data).toEqual({
      ...{ id: `owner-${office.ctx.tenantId}`, name: 'Olivia', email, role: 'owner', organisation: 'Office' },
    });
    expect(browser.setCookies.find((line) => line.startsWith('perch.sign-in='))).toMatch(
      /HttpOnly; SameSite=Lax/,
    );
  });

  it('locks an address after ten wrong passwords', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) await signIn(browser, email, 'wrong');
    expect(await signIn(browser, email, PASSWORD)).toBe('locked');
    office.clock.advance(61_000);
    expect(await signIn(browser, email, PASSWORD)).toBeNull();
  });

  it('ends every sign-in at the next request when the epoch is raised', async () => {
    await signIn(browser, email, PASSWORD);
    const raise = { epoch: sql`${portalAccounts.epoch} + 1` };
    await database().db.update(portalAccounts).set(raise).where(eq(portalAccounts.email, email));
    expect(await statusOf()).toBe(401);
    expect((await browser.query('account.me')).data).toBeNull();
    expect(await signIn(browser, email, PASSWORD)).toBeNull();
    expect(await statusOf()).toBe(200);
  });

  it('believes no token that it has not made', async () => {
    await signIn(browser, email, PASSWORD);
    const token = browser.jar.get('perch.sign-in') ?? '';
    for (const forged of [`${token.slice(0, -6)}AAAAAA`, 'x', '%zz', 'a.b.c.d.e']) {
      browser.jar.set('perch.sign-in', forged);
      expect(await statusOf()).toBe(401);
    }
  });

  it('leads back to the address that people came by after signing out', async () => {
    await signIn(browser, email, PASSWORD);
    expect(await signOut(browser)).toBe('http://desk.test:3000/sign-in');
    expect(await statusOf()).toBe(401);
  });

  it('leads back to the public address where one is given', async () => {
    vi.stubEnv('NEXTAUTH_URL', undefined);
    setRuntime(webRuntime(office.ctx, { isPeopleUrlGiven: true }));
    await signIn(browser, email, PASSWORD);
    expect(await signOut(browser)).toBe('http://perch.test/sign-in');
  });

  it('keeps people who are no administrators out of the portal’s procedures', async () => {
    await signIn(browser, await makeAccount('user'), PASSWORD);
    expect(await statusOf()).toBe(403);
    expect((await browser.query('account.me')).data.role).toBe('user');
  });

  it('writes the sign-in and what the administrator does into the audit log, by name', async () => {
    await signIn(browser, email, PASSWORD);
    await browser.mutate('users.create', { extension: '101', name: 'Ada', pin: '48213' });
    const { data } = await browser.query('audit.list', { limit: 10 });
    expect(data.items.map((entry: { action: string; door: string }) => [entry.action, entry.door])).toEqual([
      ['user.created', 'admin'],
      ['account.signed_in', 'admin'],
    ]);
    expect(data.items[0]).toMatchObject({ actor: { kind: 'admin', label: 'Olivia' }, source: '192.0.2.7' });
    const rows = await database().db.select().from(auditLog);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  it('says in words which field is wrong', async () => {
    await signIn(browser, email, PASSWORD);
    const wrong = { extension: '1', name: '', pin: '12' };
    const { status, error } = await browser.mutate('users.create', wrong);
    expect([status, error.message]).toEqual([400, 'An extension has 2 to 10 digits.']);
    expect(error.data.perch).toMatchObject({ code: 'invalid' });
    expect(Object.keys(error.data.perch.fields)).toEqual(['extension', 'name', 'pin']);
  });

  it('logs a user out of a desk as an administrator', async () => {
    await signIn(browser, email, PASSWORD);
    await office.user('101');
    const { id } = await office.desk('8001');
    await browser.mutate('desks.logIn', { id, extension: '101', pin: '4321' });
    const { data } = await browser.mutate('desks.logOut', { id });
    expect([data.id, data.session]).toEqual([id, null]);
  });

  describe('live', () => {
    const desk = (tenantId: TenantId, deskId: string) =>
      runtime.tell({ type: 'desk', what: 'edited', tenantId, deskId: deskId as DeskId });

    it('tells an administrator what changes in this tenant, and nothing of another one', async () => {
      await signIn(browser, email, PASSWORD);
      const heard: unknown[] = [];
      const stream = browser.subscribe('desks.changes', undefined);
      const first = stream.next();
      await expect.poll(() => runtime.listenerCount()).toBe(1);
      desk('another tenant' as TenantId, 'theirs');
      desk(office.ctx.tenantId, 'ours');
      runtime.tell({ type: 'phone', what: 'seen', tenantId: null, mac: '001565000001' as never });
      heard.push((await first).value, (await stream.next()).value);
      runtime.stop();
      expect(heard).toEqual([
        { type: 'desk', id: 'ours' },
        { type: 'phone', id: null },
      ]);
      expect((await stream.next()).done).toBe(true);
    });

    it('tells nothing to who is not signed in', async () => {
      const heard: unknown[] = [];
      for await (const event of browser.subscribe('desks.changes', undefined)) heard.push(event);
      expect(runtime.listenerCount()).toBe(0);
      expect(JSON.stringify(heard)).not.toContain('desk');
    });
  });
});
