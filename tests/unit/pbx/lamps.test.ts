import { describe, expect, it } from 'vitest';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import type { WaitingMessages } from '#server/pbx/event-packages/message-summary.ts';
import { bodyText } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openLampHouse, watch } from '#tests/support/lamps.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('what a phone shows of others', (database) => {
  const house = () => openLampHouse(database());

  describe('its lamps (RFC 4235)', () => {
    it('show a user free, ringing, busy and free again', async () => {
      const office = await house();
      const lamp = await office.watching('102');
      const called = await office.ringingPhone('192.0.2.12', office.desks[1].id);
      const caller = await office.ringingPhone('192.0.2.14', office.desks[3].id);
      await office.register(called.phone);
      office.pass(1_000);
      const call = caller.phone.send('INVITE', '102', { body: OFFER });
      await office.until(() => call.statuses().includes(180));
      expect(lamp.lamp()).toEqual(['terminated', 'early']);
      office.pass(2_000);
      called.answer();
      await office.until(() => call.statuses().includes(200));
      call.acknowledge();
      office.pass(2_000);
      const callId = call.sent.request.headers.get('Call-ID') ?? '';
      const bye = { callId, cseq: 9, toTag: call.toTag(), fromTag: 'f1' };
      caller.phone.send('BYE', '102', bye);
      office.pass(2_000);
      expect(lamp.lamp()).toEqual(['terminated', 'early', 'confirmed', 'terminated']);
      const versions = lamp.notifies().map((one) => /version="(\d+)"/.exec(bodyText(one))?.[1]);
      expect(versions).toEqual(['0', '1', '2', '3']);
    });

    it('say which way a call goes, and never with whom', async () => {
      const office = await house();
      const [called, calling] = [await office.watching('8003'), await office.watching('102')];
      const phone = await office.ringingPhone('192.0.2.13', office.desks[2].id);
      const caller = await office.ringingPhone('192.0.2.12', office.desks[1].id);
      await office.register(phone.phone);
      office.pass(1_000);
      caller.phone.send('INVITE', '8003', { body: OFFER });
      await office.until(phone.isRinging);
      office.pass(2_000);
      const [atCalled, atCalling] = [called, calling].map((one) =>
        one.notifies().slice(-1).map(bodyText).join(),
      );
      expect(atCalled).toContain('direction="recipient"');
      expect(atCalling).toContain('direction="initiator"');
      expect(atCalled).not.toContain('102');
      expect(atCalling).not.toContain('8003');
    });

    it('show a free desk free, one that rings ringing, and one where somebody sits taken', async () => {
      const office = await house();
      const [free, taken] = [await office.watching('8003'), await office.watching('8002')];
      expect([free.lamp(), taken.lamp()]).toEqual([['terminated'], ['confirmed']]);
      const called = await office.ringingPhone('192.0.2.13', office.desks[2].id);
      const caller = await office.ringingPhone('192.0.2.12', office.desks[1].id);
      await office.register(called.phone);
      office.pass(1_000);
      const call = caller.phone.send('INVITE', '8003', { body: OFFER });
      await office.until(() => call.statuses().includes(180));
      office.pass(2_000);
      expect([free.lamp(), taken.lamp()]).toEqual([
        ['terminated', 'early'],
        ['confirmed', 'confirmed'],
      ]);
    });

    it('follow a user to another desk', async () => {
      const office = await house();
      const lamp = await office.watching('102');
      const [left, taken] = [await office.watching('8002'), await office.watching('8003')];
      office.pass(1_000);
      await office.sit('102', office.desks[2].id);
      office.pass(1_000);
      expect([left.lamp(), taken.lamp()]).toEqual([
        ['confirmed', 'terminated'],
        ['terminated', 'confirmed'],
      ]);
      const called = await office.ringingPhone('192.0.2.13', office.desks[2].id);
      const caller = await office.ringingPhone('192.0.2.14', office.desks[3].id);
      await office.register(called.phone);
      caller.phone.send('INVITE', '102', { body: OFFER });
      await office.until(called.isRinging);
      office.pass(1_000);
      expect(lamp.lamp()).toEqual(['terminated', 'early']);
    });

    it('show a call that its caller goes on with after leaving the desk as the caller’s', async () => {
      const office = await house();
      const lamp = await office.watching('102');
      const called = await office.ringingPhone('192.0.2.13', office.desks[2].id);
      const caller = await office.ringingPhone('192.0.2.12', office.desks[1].id);
      await office.register(called.phone);
      caller.phone.send('INVITE', '8003', { body: OFFER });
      await office.until(called.isRinging);
      await office.leave(office.desks[1].id);
      office.pass(2_000);
      expect(lamp.lamp()).toEqual(['terminated', 'confirmed']);
    });

    it('end with the desk session that they were asked for in', async () => {
      const office = await house();
      const { phone } = await office.ringingPhone('192.0.2.12', office.desks[1].id);
      const lamp = watch(phone, '8001');
      await office.until(() => lamp.notifies().length > 0);
      await office.leave(office.desks[1].id);
      office.pass(1_000);
      expect(lamp.told()).toEqual(['active;expires=900 terminated', 'terminated;reason=noresource']);
      const refresh = lamp.again();
      await office.until(() => refresh.statuses().length > 0);
      expect([refresh.statuses(), office.pbx.subscriptionCount]).toEqual([[481], 0]);
    });

    it('end with the number that they are of', async () => {
      const office = await house();
      const lamp = await office.watching('8003');
      await deleteDesk({ ctx: office.ctx, input: { id: office.desks[2].id } });
      await office.changed(office.desks[2].id, 'removed');
      office.pass(1_000);
      expect(lamp.told().at(-1)).toBe('terminated;reason=noresource');
    });
  });

  describe('the message lamp (RFC 3842)', () => {
    const MESSAGES = { event: 'message-summary' };

    it('is the desk’s, and shows the messages of whoever sits there', async () => {
      const waiting = new Map<string, WaitingMessages>();
      const mailboxes = { of: (userId: string) => waiting.get(userId) };
      const office = await openLampHouse(database(), { mailboxes });
      const lamp = await office.watching('8001', MESSAGES);
      expect(lamp.lamp()).toEqual(['Messages-Waiting: no | Message-Account: sip:8001@192.0.2.1']);
      waiting.set(office.user.id, { unheard: 2, heard: 8, urgentUnheard: 0, urgentHeard: 1 });
      office.pass(1_000);
      await office.sit('102', office.desks[0].id);
      office.pass(1_000);
      const account = 'Message-Account: sip:102@192.0.2.1';
      expect(lamp.lamp().at(-1)).toBe(`Messages-Waiting: yes | ${account} | Voice-Message: 2/8 (0/1)`);
      waiting.set(office.user.id, { unheard: 0, heard: 10, urgentUnheard: 0, urgentHeard: 1 });
      office.pass(1_000);
      office.pbx.messagesChanged(office.user.id as never);
      office.pass(1_000);
      expect(lamp.lamp().at(-1)).toBe(`Messages-Waiting: no | ${account} | Voice-Message: 0/10 (0/1)`);
      office.pbx.messagesChanged(office.user.id as never);
      office.pass(5_000);
      expect(lamp.notifies().length).toBe(3);
    });

    it.each(['102', '8003'])('of %s is none of the business of who sits elsewhere', async (number) => {
      const office = await openLampHouse(database());
      const lamp = watch(office.watcher, number, MESSAGES);
      await office.until(() => lamp.responses.length > 0);
      expect(lamp.statuses()).toEqual([403]);
    });
  });

  describe('presence (RFC 3856)', () => {
    const PRESENCE = { event: 'presence' };

    it('of a user is open where a call would ring, with a note of what is going on', async () => {
      const office = await openLampHouse(database());
      const lamp = await office.watching('102', PRESENCE);
      const called = await office.ringingPhone('192.0.2.12', office.desks[1].id);
      const caller = await office.ringingPhone('192.0.2.14', office.desks[3].id);
      await office.register(called.phone);
      const call = caller.phone.send('INVITE', '102', { body: OFFER });
      await office.until(called.isRinging);
      called.answer();
      await office.until(() => call.statuses().includes(200));
      office.pass(5_000);
      await office.leave(office.desks[1].id);
      office.pass(5_000);
      expect(lamp.lamp()).toEqual(['open: Logged in', 'open: On the phone', 'closed: On the phone']);
    });
  });
});
