import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { desks, phoneSignalling, strayRequests } from '#db/schema/index.ts';
import { deskById } from '#server/hotdesk/desk-configuration.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { rebootDesk } from '#server/hotdesk/renew-desk.ts';
import { makeFacts as knowMakes } from '#server/provisioning/make-facts.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice, SERVER } from '#tests/support/pbx-office.ts';
import { wire } from '#tests/support/sip-engine.ts';

onEmbedded('it is noted of a desk', (database) => {
  async function open() {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001');
    await office.user('101');
    await office.start();
    const noted = async () => {
      await office.pbx.flushNotes();
      const rows = database().db.select().from(phoneSignalling).where(eq(phoneSignalling.deskId, desk.id));
      return (await rows)[0];
    };
    return { office, desk, noted };
  }

  it('that a REGISTER with credentials that have ended was turned down, and from where', async () => {
    const { office, desk, noted } = await open();
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'qr' } as const;
    await logIn({ ctx: office.ctx, input });
    const phone = await office.phone('192.0.2.11', desk.id);
    await logOut({ ctx: office.ctx, input: { deskId: desk.id, reason: 'logged_out' } });
    await office.pbx.directory.refreshDesk(desk.id as never);
    const sent = phone.send('REGISTER', '101');
    await office.until(() => sent.statuses().includes(403));
    expect(await noted()).toMatchObject({ refusedFor: 'ended-credentials', refusedFrom: '192.0.2.11' });
  });

  it('that a REGISTER in its name did not know its secret, or asked for another extension', async () => {
    const { office, desk, noted } = await open();
    const phone = await office.phone('192.0.2.11', desk.id);
    const other = phone.send('REGISTER', '8999');
    await office.until(() => other.statuses().includes(403));
    expect(await noted()).toMatchObject({ refusedFor: 'other-extension' });
    const secretOf = office.ctx.secrets.sipSecret;
    office.ctx.secrets.sipSecret = (authName) => `another than ${secretOf(authName)}`;
    const wrong = phone.send('REGISTER', '8001');
    await office.until(() => wrong.statuses().includes(403));
    office.ctx.secrets.sipSecret = secretOf;
    expect(await noted()).toMatchObject({ refusedFor: 'wrong-credentials' });
  });

  it('that it was told to restart, when, and what it answered', async () => {
    const resync = { sync: 'check-sync', reboot: 'reboot', usualSeconds: 15, rebootSeconds: 180 };
    const office = await openPbxOffice(database(), { resync });
    const desk = await office.desk('8001');
    // Nothing is due but what is asked for here.
    await database().db.update(desks).set({ settleDueAt: null }).where(eq(desks.id, desk.id));
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const events: (string | undefined)[] = [];
    phone.onRequest = (transaction, nowMs) => {
      events.push(transaction.request.headers.get('Event'));
      transaction.reply(489, nowMs);
    };
    const sent = phone.send('REGISTER', '8001');
    await office.until(() => sent.statuses().includes(200));
    await rebootDesk({ ctx: office.ctx, input: { id: desk.id }, knowMakes });
    const deskId = desk.id as DeskId;
    await office.pbx.apply({ type: 'desk', what: 'edited', tenantId: office.ctx.tenantId, deskId });
    const noted = async () => {
      await office.pbx.flushNotes();
      const rows = database().db.select().from(phoneSignalling).where(eq(phoneSignalling.deskId, desk.id));
      return (await rows)[0];
    };
    for (let time = 0; (await noted()) === undefined && time < 100; time += 1) await office.pass(0.1);
    expect(events).toEqual(['reboot']);
    expect(await noted()).toMatchObject({ notifyEvent: 'reboot', notifyOutcome: 'unknown-event' });
    expect((await deskById(database().db, desk.id))?.toldAt).not.toBeNull();
  });

  it('and of a source that guesses, that it is not heard any more and until when', async () => {
    const { office } = await open();
    const flow = office.network.flow(SERVER, '192.0.2.66');
    const atMs = office.network.nowMs;
    for (let nth = 0; nth < 60; nth += 1) {
      const lines = [
        ...[`REGISTER sip:${SERVER} SIP/2.0`, `Via: SIP/2.0/UDP 192.0.2.66;branch=z9hG4bK${nth}`],
        ...[`From: <sip:8001@${SERVER}>;tag=${nth}`, `To: <sip:8001@${SERVER}>`, `Call-ID: ${nth}`],
        ...['CSeq: 1 REGISTER', 'Contact: <sip:8001@192.0.2.66>'],
        'Authorization: Digest username="x", realm="perch", nonce="n", uri="sip:x", response="0"',
      ];
      office.engine.receive(flow, wire(lines), office.network.nowMs);
    }
    await office.until(() => office.bansMs.length === 1);
    await office.pbx.flushNotes();
    const [row] = await database()
      .db.select()
      .from(strayRequests)
      .where(eq(strayRequests.source, '192.0.2.66'));
    expect(row).toMatchObject({ what: 'sip-ban', count: 1 });
    expect(row?.until?.getTime()).toBe(atMs + 60_000);
  });
});
