import { expect, it } from 'vitest';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';

onEmbedded('a connection that breaks', (database) => {
  it('takes the bindings with it that were made over it', async () => {
    const office = await openPbxOffice(database());
    const desk = await office.desk('8001');
    await office.start();
    const phone = await office.phone('192.0.2.11', desk.id);
    const registered = phone.send('REGISTER', phone.extension, {
      headers: [['Contact', `<sip:${phone.extension}@192.0.2.11>`]],
    });
    await office.until(() => registered.statuses().includes(200));
    expect(office.pbx.locations.count(office.network.nowMs)).toBe(1);
    office.engine.flowFailed(office.network.flow('192.0.2.1', '192.0.2.11'), office.network.nowMs);
    expect(office.pbx.locations.count(office.network.nowMs)).toBe(0);
  });
});
