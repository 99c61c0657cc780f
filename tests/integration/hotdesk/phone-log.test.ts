import { asc, eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { desks, phoneRequests, phoneSignalling, strayRequests } from '#db/schema/index.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { PhoneRequests, REQUESTS_KEPT } from '#server/hotdesk/phone-requests.ts';
import { storeSignalling } from '#server/hotdesk/phone-signalling.ts';
import type { SeenRequest } from '#server/hotdesk/seen-request.ts';
import { storeStrayRequests } from '#server/hotdesk/stray-requests.ts';
import { sweep } from '#server/hotdesk/sweep.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

eachDatabase('what phones asked for', (database) => {
  let office: Office;
  let desk: DeskRow;

  beforeEach(async () => {
    office = await openOffice(database());
    desk = await office.desk('8001');
  });

  const request = (changes: Partial<SeenRequest> = {}): SeenRequest => ({
    ...{ deskId: desk.id, mac: desk.mac, otherMac: undefined, method: 'GET', name: `${desk.mac}.cfg` },
    ...{ status: 200, outcome: 'sent', version: 1, bytes: 2_048, durationMs: 12, source: '10.0.0.5' },
    ...{ userAgent: 'Yealink SIP-T54W 96.86.0.70', atMs: office.clock.nowMs(), ...changes },
  });
  const rowsOf = (deskId: string) =>
    database()
      .db.select()
      .from(phoneRequests)
      .where(eq(phoneRequests.deskId, deskId))
      .orderBy(asc(phoneRequests.id));

  it('is kept in the order in which it came, with how it went', async () => {
    const requests = new PhoneRequests(database().db);
    await requests.write([
      request({ name: 'first', status: 401, outcome: 'challenged', version: undefined }),
      request({ name: 'second' }),
    ]);
    const [first, second] = await rowsOf(desk.id);
    expect(first).toMatchObject({ name: 'first', status: 401, outcome: 'challenged', version: null });
    expect(second).toMatchObject({ name: 'second', status: 200, version: 1, bytes: 2_048, durationMs: 12 });
    expect(second?.at.getTime()).toBe(office.clock.nowMs());
  });

  it('of a phone that asks over and over is not more than its share, the newest', async () => {
    const requests = new PhoneRequests(database().db);
    const other = await office.desk('8002');
    await requests.write([request({ deskId: other.id, mac: other.mac })]);
    for (let group = 0; group < 8; group += 1)
      await requests.write(Array.from({ length: 20 }, (_, nth) => request({ name: `${group} ${nth}` })));
    const rows = await rowsOf(desk.id);
    expect(rows.length).toBeGreaterThanOrEqual(REQUESTS_KEPT);
    expect(rows.length).toBeLessThan(REQUESTS_KEPT + 40);
    expect(rows.at(-1)?.name).toBe('7 19');
    expect(await rowsOf(other.id)).toHaveLength(1);
  });

  it('is noted though a desk has gone meanwhile, and though names hold what no database takes', async () => {
    const requests = new PhoneRequests(database().db);
    await requests.write([
      request({ deskId: 'gone' }),
      request({ name: `a\0b${'x'.repeat(400)}`, userAgent: 'y'.repeat(400) }),
    ]);
    const [row, ...more] = await rowsOf(desk.id);
    expect(more).toEqual([]);
    expect(row?.name.startsWith('abxxx')).toBe(true);
    expect(row?.userAgent).toHaveLength(200);
  });

  it('without a token that opens anything is counted by where it came from, and forgotten after a day', async () => {
    const atMs = office.clock.nowMs();
    const source = `192.0.2.1 ${desk.id}`;
    const stray = { what: 'wrong-token' as const, source, mac: desk.mac, atMs };
    await storeStrayRequests(database().db, [stray, { ...stray, mac: undefined }, stray]);
    await storeStrayRequests(database().db, [{ ...stray, atMs: atMs + 5_000 }]);
    const kept = () => database().db.select().from(strayRequests).where(eq(strayRequests.source, source));
    const counts = (await kept()).map(({ mac, count, at }) => [mac, count, at.getTime() - atMs]);
    expect(counts.sort()).toEqual([
      ['', 1, 0],
      [desk.mac, 3, 5_000],
    ]);
    office.clock.advance(24 * 3_600_000 + 5_001);
    await sweep(office.ctx);
    expect(await kept()).toEqual([]);
  });

  it('from a source that goes through MACs counts only for phones that are known here', async () => {
    const atMs = office.clock.nowMs();
    const stray = { what: 'no-token' as const, source: `192.0.2.2 ${desk.id}`, atMs, isOfScan: true };
    await storeStrayRequests(database().db, [
      { ...stray, mac: desk.mac },
      { ...stray, mac: '001565ffffff' },
      { ...stray, mac: undefined },
    ]);
    const rows = await database()
      .db.select()
      .from(strayRequests)
      .where(eq(strayRequests.source, stray.source));
    expect(rows).toMatchObject([{ mac: desk.mac, count: 1 }]);
  });

  it('and how it answers over SIP: of each kind the last counts', async () => {
    const atMs = office.clock.nowMs();
    const notified = { is: 'notified' as const, deskId: desk.id, event: 'check-sync' };
    await storeSignalling(database().db, [
      { ...notified, outcome: 'unreachable', atMs },
      { is: 'refused', deskId: desk.id, for: 'ended-credentials', from: '10.0.0.5', atMs },
      { ...notified, outcome: 'taken', atMs: atMs + 1_000 },
      { ...notified, deskId: 'gone', outcome: 'taken', atMs },
    ]);
    await storeSignalling(database().db, [{ ...notified, outcome: 'refused', atMs: atMs + 2_000 }]);
    const read = () =>
      database().db.select().from(phoneSignalling).where(eq(phoneSignalling.deskId, desk.id));
    expect(await read()).toMatchObject([
      { notifyOutcome: 'refused', refusedFor: 'ended-credentials', refusedFrom: '10.0.0.5' },
    ]);
    await updateDesk({ ctx: office.ctx, input: { id: desk.id, patch: { mac: '001565f0f0f0' as never } } });
    expect(await read(), 'another phone begins anew').toEqual([]);
    const [row] = await database().db.select().from(desks).where(eq(desks.id, desk.id));
    expect(row).toMatchObject({ toldAt: null, settledAt: null, registeredAt: null });
  });
});
