import { inArray } from 'drizzle-orm';
import { expect, it } from 'vitest';
import * as tables from '#db/schema/index.ts';
import { type DigestCredentials, parseDigestCredentials } from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { deskById } from '#server/hotdesk/desk-configuration.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import type { Resync } from '#server/pbx/settle-watch.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

const yealink = {
  sync: 'check-sync;reboot=false',
  reboot: 'check-sync;reboot=true',
  usualSeconds: 15,
  rebootSeconds: 180,
};

onEmbedded('a phone that is not what its desk is', (database) => {
  /** So many desks whose phones are registered, answer 200 to everything, and never download. */
  async function house(count: number, resync: Resync = yealink) {
    const asked: string[] = [];
    const askWebPage = async (_: unknown, heardFrom: string | undefined) => {
      asked.push(heardFrom ?? 'where it was last seen');
    };
    const office = await openPbxOffice(database(), { resync, askWebPage });
    const told: Array<{ atMs: number; event: string }> = [];
    const desks: string[] = [];
    for (let number = 0; number < count; number += 1)
      desks.push((await office.desk(`8${String(number).padStart(3, '0')}`)).id);
    const dueFrom = (settleDueAt: Date | null) =>
      database().db.update(tables.desks).set({ settleDueAt }).where(inArray(tables.desks.id, desks));
    await dueFrom(null);
    await office.start();
    const registering = desks.map(async (deskId, index) => {
      const phone = await office.phone(`192.0.2.${20 + index}`, deskId);
      phone.onRequest = (transaction, nowMs) => {
        const event = transaction.request.headers.get('Event') ?? '';
        if (transaction.request.method === 'NOTIFY') told.push({ atMs: nowMs, event });
        transaction.reply(200, nowMs);
      };
      const register = () => phone.send('REGISTER', phone.extension, { headers: [['Expires', '600']] });
      return { phone, register, sent: register() };
    });
    const phones = await Promise.all(registering);
    const sent = phones.map((phone) => phone.sent);
    await office.until(() => sent.every(({ statuses }) => statuses().includes(200)));
    await dueFrom(new Date(office.network.nowMs));
    const state = async () => (await deskById(database().db, desks[0] ?? ''))?.phoneState;
    const untilAttention = async () => {
      while ((await state()) !== 'attention') await office.pass(1);
    };
    return { office, told, asked, desks, phones, untilAttention };
  }

  it('is told, told again, told in the stronger form, and then somebody must look', async () => {
    const { told, untilAttention } = await house(1);
    await untilAttention();
    expect(told.map(({ event }) => event)).toEqual([yealink.sync, yealink.sync, yealink.reboot]);
    const [first = 0, second = 0, third = 0] = told.map(({ atMs }) => atMs);
    expect(second - first).toBeGreaterThanOrEqual(15_000);
    expect(third - second).toBeGreaterThanOrEqual(15_000);
  });

  it('goes to attention after the second time, where its maker has no stronger form', async () => {
    const { told, untilAttention } = await house(1, { ...yealink, reboot: undefined });
    await untilAttention();
    expect(told.map(({ event }) => event)).toEqual([yealink.sync, yealink.sync]);
  });

  it('is asked by its web page where it registered from, when it was told once and nothing came of it', async () => {
    const { told, asked, untilAttention, office } = await house(1);
    while (told.length === 0) await office.pass(1);
    expect(asked).toEqual([]);
    await untilAttention();
    expect(asked).toEqual(['192.0.2.20']);
  });

  it('is asked by its web page at once, when there is no way to tell it', async () => {
    const { office, asked, desks } = await house(1);
    office.pbx.locations.forget(desks[0] as DeskId);
    while (asked.length === 0) await office.pass(1);
    expect(asked).toEqual(['where it was last seen']);
  });

  it('is not told again when it shows itself just after it said that it will look', async () => {
    const { office, told, desks, phones } = await house(1);
    const deskId = desks[0] ?? '';
    await deleteDesk({ ctx: office.ctx, input: { id: deskId } });
    await office.pbx.directory.refreshDesk(deskId as DeskId);
    while (told.length === 0) await office.pass(1);
    const again = phones[0]?.register();
    await office.until(() => again?.statuses().includes(403) === true);
    await office.pass(2);
    expect(told.map(({ event }) => event)).toEqual([yealink.sync]);
  });

  it('is not told during a call, that to the feature code too, nor until a second after it', async () => {
    const { office, told, desks, phones } = await house(1);
    const phone = phones[0]?.phone;
    const call = phone?.send('INVITE', '*70', { callId: 'c', fromTag: 'f', body: OFFER });
    await office.until(() => call?.statuses().includes(200) === true);
    call?.acknowledge();
    const { tenantId } = office.ctx;
    await office.pbx.apply({ type: 'desk', what: 'edited', tenantId, deskId: desks[0] as DeskId });
    const { nowMs } = office.network;
    await office.until(() => told.length > 0 || office.network.nowMs > nowMs + 300);
    expect(told).toEqual([]);
    const toTag = call?.toTag() ?? '';
    const bye = phone?.send('BYE', '*70', { callId: 'c', fromTag: 'f', toTag, cseq: 10 });
    await office.until(() => bye?.statuses().includes(200) === true);
    const overMs = office.network.nowMs;
    await office.until(() => told.length > 0);
    expect((told[0]?.atMs ?? 0) - overMs).toBeGreaterThanOrEqual(990);
  });

  it('is told with the account that it is registered as, though that has just ended', async () => {
    const office = await openPbxOffice(database(), { resync: yealink });
    const { ctx, pbx } = office;
    const [desk] = [await office.desk('8001'), await office.user('101')];
    const deskId = desk.id as DeskId;
    await logIn({ ctx, input: { deskId, extension: '101', pin: '4321', takeOver: false, via: 'qr' } });
    await office.start();
    const phone = await office.phone('192.0.2.11', deskId);
    const registered = phone.send('REGISTER', '101', { headers: [['Expires', '600']] });
    await office.until(() => registered.statuses().includes(200));
    const signed: DigestCredentials[] = [];
    phone.onRequest = (transaction, nowMs) => {
      const credentials = parseDigestCredentials(transaction.request.headers.get('Authorization') ?? '');
      if (credentials !== undefined) signed.push(credentials);
      if (credentials !== undefined) transaction.reply(200, nowMs);
      else
        transaction.reply(401, nowMs, { headers: [['WWW-Authenticate', 'Digest realm="phone", nonce="n"']] });
    };
    await logOut({ ctx, input: { deskId, reason: 'logged_out' } });
    await pbx.apply({ type: 'desk', what: 'edited', tenantId: ctx.tenantId, deskId });
    await office.until(() => signed.length > 0);
    const [credentials] = signed;
    expect([phone.extension, phone.received[0]?.uri]).toEqual(['101', 'sip:101@192.0.2.11:5060']);
    expect(credentials?.username).toBe(
      registered.sent.request.headers.get('Authorization')?.match(/username="(\w+)"/)?.[1],
    );
    expect(
      credentials && isRightResponse(credentials, ctx.secrets.sipSecret(credentials.username), 'NOTIFY'),
    ).toBe(true);
  });

  it('is one of a house that is told one after the other', async () => {
    const { office, told } = await house(40);
    while (told.length === 0) await office.pass(1);
    await office.until(() => told.length >= 40);
    const times = told.map(({ atMs }) => atMs);
    const [first = 0] = times;
    // Thirty at once, then fifty a second.
    expect(times.filter((atMs) => atMs - first < 100).length).toBeLessThanOrEqual(36);
    expect(Math.max(...times) - first).toBeGreaterThanOrEqual(180);
  });

  it('of a large house is told when another is done, not before', async () => {
    const { office, told, desks } = await house(110);
    await office.until(() => told.length >= 100);
    await office.pass(5);
    expect(told).toHaveLength(100);
    for (const deskId of desks)
      await office.pbx.apply({
        ...{ type: 'desk', what: 'settled' },
        tenantId: office.ctx.tenantId,
        deskId: deskId as DeskId,
      });
    const doneMs = office.network.nowMs;
    await office.until(() => told.length >= 110);
    // Not because those before had their time.
    expect(office.network.nowMs - doneMs).toBeLessThan(5_000);
  }, 120_000);
});
