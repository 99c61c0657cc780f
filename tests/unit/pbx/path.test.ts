import { expect, it } from 'vitest';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice } from '#tests/support/pbx-office.ts';

const PATH = ['<sip:192.0.2.12;lr>', '<sip:far.example;lr>'];

onEmbedded('a phone that registers through others, RFC 3327', (database) => {
  it('is told through whom, and called through them', async () => {
    const office = await openPbxOffice(database());
    const [desk, other] = [await office.desk('8001'), await office.desk('8002')];
    await office.start();
    const [edge, caller] = [
      await office.phone('192.0.2.12', desk.id),
      await office.phone('192.0.2.13', other.id),
    ];
    const registered = edge.send('REGISTER', edge.extension, {
      headers: [
        ['Contact', '<sip:8001@10.0.0.9>'],
        ['Path', PATH.join(', ')],
      ],
    });
    await office.until(() => registered.statuses().includes(200));
    expect(registered.responses.at(-1)?.headers.list('Path')).toEqual(PATH);
    caller.send('INVITE', '8001');
    await office.until(() => edge.received.length > 0);
    const [invite] = edge.received;
    expect([invite?.uri, invite?.headers.list('Route')]).toEqual(['sip:8001@10.0.0.9', PATH]);
  });
});
