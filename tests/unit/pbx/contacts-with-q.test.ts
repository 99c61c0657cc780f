import { expect, it } from 'vitest';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('a desk whose phone registered contacts of different q', (database) => {
  it('rings at the highest first, and at the next when that is busy (RFC 3261 16.6)', async () => {
    const office = await openPbxOffice(database());
    const [called, calling] = [await office.desk('8001'), await office.desk('8002')];
    await office.start();
    const phone = await office.phone('192.0.2.11', called.id);
    const contacts = ['<sip:low@192.0.2.11:5060>;q=0.2', '<sip:high@192.0.2.11:5060>;q=0.9'];
    const registered = phone.send('REGISTER', '8001', { headers: [['Contact', contacts.join(', ')]] });
    await office.until(() => registered.statuses().includes(200));
    phone.onRequest = (transaction, nowMs) =>
      transaction.reply(transaction.request.uri.includes('high') ? 486 : 200, nowMs, {
        headers: [['Contact', '<sip:low@192.0.2.11>']],
      });
    const caller = await office.phone('192.0.2.12', calling.id);
    const call = caller.send('INVITE', '8001', { body: OFFER });
    await office.until(() => call.statuses().includes(200));
    expect(phone.received.map(({ uri }) => uri)).toEqual([
      'sip:high@192.0.2.11:5060',
      'sip:low@192.0.2.11:5060',
    ]);
  });
});
