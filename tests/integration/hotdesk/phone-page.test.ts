import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { auditLog, bindings, desks } from '#db/schema/index.ts';
import { expectedCredential } from '#server/hotdesk/credentials.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { getEdge, setEdge } from '#server/hotdesk/edge-settings.ts';
import { showFactoryPage } from '#server/hotdesk/factory-page.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { getPhonePage } from '#server/hotdesk/phone-page.ts';
import { PhoneRequests } from '#server/hotdesk/phone-requests.ts';
import { storeSignalling } from '#server/hotdesk/phone-signalling.ts';
import { getPhoneWeb, setPhoneWeb } from '#server/hotdesk/phone-web-settings.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import { rebootDesk } from '#server/hotdesk/renew-desk.ts';
import { advanceSettling, noteDownload, noteRegistration } from '#server/hotdesk/settle.ts';
import { storeStrayRequests } from '#server/hotdesk/stray-requests.ts';
import { makeFacts as knowMakes } from '#server/provisioning/make-facts.ts';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';

const IP = '10.0.0.5';

eachDatabase('the page of a phone', (database) => {
  let office: Office;
  let desk: DeskRow;

  beforeEach(async () => {
    office = await openOffice(database());
    await office.user('101');
    desk = await office.desk('8001');
  });

  const page = (mac = desk.mac, ctx = office.ctx) =>
    getPhonePage({ ctx, input: { mac: mac as never }, knowMakes });
  const deskNow = async () => {
    const [row] = await database().db.select().from(desks).where(eq(desks.id, desk.id));
    if (row === undefined) throw new Error('the desk is gone');
    return row;
  };
  const actions = async () => {
    const rows = await database()
      .db.select()
      .from(auditLog)
      .where(eq(auditLog.tenantId, office.ctx.tenantId));
    return rows.map(({ action }) => action);
  };

  /** Fetches and registers as its desk is now. */
  async function settle(): Promise<void> {
    const { configVersion: version } = await deskNow();
    await advanceSettling(office.ctx, {
      ...{ deskId: desk.id, configVersion: version, step: 1, dueAtMs: office.clock.nowMs(), isTold: true },
    });
    office.clock.advance(1_000);
    await noteDownload(office.ctx, { deskId: desk.id, version, httpVersion: version });
    office.clock.advance(1_000);
    const authName = (await expectedCredential(database().db, desk.id))?.authName ?? '';
    const at = new Date(office.clock.nowMs());
    const remote = { address: `::ffff:${IP}`, port: 5060 };
    await database()
      .db.insert(bindings)
      .values({
        ...{ authName, contact: `sip:x@${IP}`, deskId: desk.id, callId: 'c', cseq: 1, updatedAt: at },
        ...{ flow: { transport: 'udp', remote, local: remote }, expiresAt: new Date(at.getTime() + 600_000) },
      });
    await noteRegistration(office.ctx, authName);
  }

  const codes = async () => (await page()).checks.map(({ state, code }) => `${state} ${code}`);

  it('of one that nobody has heard of says so', async () => {
    expect(await page()).toMatchObject({
      ...{ mac: desk.mac, vendor: 'yealink', firstSeen: null, lastSeen: null, deskId: desk.id },
      ...{ registrations: [], requests: [], canReboot: true, modelKnown: null },
    });
    expect(await codes()).toEqual(['waiting neverAskedPnp']);
  });

  it('follows a switch from step to step, with the time of each', async () => {
    await seePhone(office.ctx, { mac: desk.mac as never, vendor: 'yealink', model: 'T54W', ip: IP });
    await settle();
    const atMs = office.clock.nowMs();
    await logIn({
      ctx: office.ctx,
      input: { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' },
    });
    expect((await page()).lastSwitch).toEqual({
      switchedAt: new Date(atMs).toISOString(),
      ...{ toldAt: null, downloadedAt: null, registeredAt: null, settledAt: null },
    });
    expect(await codes()).toContain('waiting registeredAsFormer');
    await settle();
    const at = (afterMs: number) => new Date(atMs + afterMs).toISOString();
    const after = await page();
    expect(after.lastSwitch).toEqual({
      ...{ switchedAt: at(0), toldAt: at(0), downloadedAt: at(1_000) },
      ...{ registeredAt: at(2_000), settledAt: at(2_000) },
    });
    expect(after.registrations).toMatchObject([
      { extension: '101', address: IP, transport: 'udp', expected: true, since: at(2_000) },
    ]);
    expect(after).toMatchObject({ modelKnown: true, model: 'T54W' });
    expect(after.checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  it('shows what it asked for, newest first, and what stands against it', async () => {
    const atMs = office.clock.nowMs();
    const seen = {
      deskId: desk.id,
      mac: desk.mac,
      otherMac: undefined,
      method: 'GET',
      status: 401,
      bytes: 10,
    };
    const unproved = {
      ...seen,
      outcome: 'challenged' as const,
      version: undefined,
      durationMs: 3,
      source: IP,
    };
    await new PhoneRequests(database().db).write([
      { ...unproved, name: 'first', userAgent: undefined, atMs: atMs - 60_000 },
      { ...unproved, name: 'second', userAgent: 'Yealink', atMs: atMs - 30_000 },
      { ...unproved, mac: '001565000000', name: 'of the phone before', userAgent: undefined, atMs },
    ]);
    await storeStrayRequests(database().db, [
      { what: 'wrong-token', source: '192.0.2.9', mac: desk.mac, atMs },
      { what: 'wrong-token', source: '192.0.2.9', mac: '001565fefefe', atMs },
    ]);
    const { requests } = await page();
    expect(requests.map(({ name, durationMs }) => [name, durationMs])).toEqual([
      ['second', 3],
      ['first', 3],
    ]);
    expect(await codes()).toEqual([
      'ok asked',
      'problem wrongToken',
      'problem neverProved',
      'waiting notYetDownloaded',
    ]);
  });

  it('says that it did not answer', async () => {
    await seePhone(office.ctx, { mac: desk.mac as never, vendor: 'yealink', model: 'T54W', ip: IP });
    await settle();
    office.clock.advance(5_000);
    await rebootDesk({ ctx: office.ctx, input: { id: desk.id }, knowMakes });
    const atMs = office.clock.nowMs();
    await storeSignalling(database().db, [
      { is: 'notified', deskId: desk.id, event: 'check-sync;reboot=true', outcome: 'unreachable', atMs },
    ]);
    expect(await codes()).toContain('problem notReachable');
  });

  it('restarts it, if somebody knows how: audited, by the watchdog’s stronger way', async () => {
    await settle();
    await rebootDesk({ ctx: office.ctx, input: { id: desk.id }, knowMakes });
    expect(await deskNow()).toMatchObject({ settleStep: 2, configVersion: 2, phoneState: 'updating' });
    expect(await actions()).toContain('desk.reboot_asked');
    const cannot = () => ({ ...knowMakes('yealink', null), canReboot: false });
    const refused = rebootDesk({ ctx: office.ctx, input: { id: desk.id }, knowMakes: cannot });
    await expect(refused).rejects.toMatchObject({ code: 'invalid' });
    expect(await deskNow()).toMatchObject({ configVersion: 2 });
  });

  it('shows the way into its own page, which is audited without the password', async () => {
    const before = await showFactoryPage({ ctx: office.ctx, input: { id: desk.id }, knowMakes });
    expect(before).toMatchObject({ url: null, hasPassword: false });
    await seePhone(office.ctx, { mac: desk.mac as never, ip: '2001:db8::5' });
    await noteDownload(office.ctx, { deskId: desk.id, version: 1, httpVersion: 0 });
    const password = office.ctx.secrets.phoneAdminSecret(desk.id);
    expect(await showFactoryPage({ ctx: office.ctx, input: { id: desk.id }, knowMakes })).toEqual({
      ...{ url: 'http://[2001:db8::5]/', username: 'admin', password, hasPassword: true },
    });
    const rows = await database().db.select().from(auditLog).where(eq(auditLog.subjectId, desk.id));
    expect(rows.filter(({ action }) => action === 'desk.factory_page_shown')).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(password);
  });

  it('shows its password as the phone was given it, where its maker’s take digits only', async () => {
    const { id, mac } = await office.desk('8003', { vendor: 'mitel' });
    const { password } = await showFactoryPage({ ctx: office.ctx, input: { id }, knowMakes });
    const secret = office.ctx.secrets.phoneAdminSecret(id);
    const config = deskPhone({ mac, model: '6930', adminPassword: secret });
    expect(password).toMatch(/^\d+$/);
    expect(vendorById('mitel')?.fileFor(`${mac}.cfg`, config)?.text).toContain(
      `admin password: ${password}\n`,
    );
  });

  it('shows none where its maker’s files cannot set it, whatever it has fetched', async () => {
    const { id } = await office.desk('8004', { vendor: 'auerswald' });
    await noteDownload(office.ctx, { deskId: id, version: 1, httpVersion: 0 });
    expect(await showFactoryPage({ ctx: office.ctx, input: { id }, knowMakes })).toMatchObject({
      username: 'admin',
      password: null,
      hasPassword: false,
    });
  });

  it('is nobody else’s to see', async () => {
    const neighbour = await openOffice(database());
    await expect(page(desk.mac, neighbour.ctx)).rejects.toMatchObject({ code: 'not_found' });
    const input = { id: desk.id };
    for (const verb of [showFactoryPage, rebootDesk])
      await expect(verb({ ctx: neighbour.ctx, input, knowMakes })).rejects.toMatchObject({
        code: 'not_found',
      });
  });

  it('warns of a phone elsewhere without an edge; a new edge is told to phones elsewhere only', async () => {
    const far = await office.desk('8002');
    await database().db.update(desks).set({ network: 'sbc' }).where(eq(desks.id, far.id));
    expect((await page(far.mac)).checks.map(({ code }) => code)).toContain('noEdge');
    const input = { edge: { host: 'sbc.example.org', transport: 'tls' as const, srtp: true } };
    expect(await setEdge({ ctx: office.ctx, input })).toEqual({
      edge: { host: 'sbc.example.org', port: 5061, transport: 'tls', srtp: true },
    });
    expect((await page(far.mac)).checks.map(({ code }) => code)).toContain('edgeSet');
    const [row] = await database().db.select().from(desks).where(eq(desks.id, far.id));
    expect([row?.configVersion, (await deskNow()).configVersion]).toEqual([2, 1]);
    expect(await actions()).toContain('edge.changed');
    await setEdge({ ctx: office.ctx, input: { edge: null } });
    expect(await getEdge({ ctx: office.ctx })).toEqual({ edge: null });
  });

  it('tells the phones on the LAN who may ask their web pages, and no others', async () => {
    const far = await office.desk('8002');
    await database().db.update(desks).set({ network: 'sbc' }).where(eq(desks.id, far.id));
    expect(await getPhoneWeb({ ctx: office.ctx })).toEqual({ asked: false });
    expect(await setPhoneWeb({ ctx: office.ctx, input: { asked: true } })).toEqual({ asked: true });
    const [row] = await database().db.select().from(desks).where(eq(desks.id, far.id));
    expect([row?.configVersion, (await deskNow()).configVersion]).toEqual([1, 2]);
    expect(await actions()).toContain('phone_web.changed');
  });
});
