import { expect, it } from 'vitest';
import { onEmbedded } from '#tests/support/databases.ts';
import { openLampHouse, watch } from '#tests/support/lamps.ts';
import { SERVER } from '#tests/support/pbx-office.ts';
import { OFFER } from '#tests/support/sip-call.ts';

onEmbedded('a phone whose maker has one name for its address and its credentials', (database) => {
  const open = async () => {
    const office = await openLampHouse(database());
    const [own] = office.pbx.directory.desk(office.desks[0].id as never)?.credentials ?? [];
    if (own === undefined) throw new Error('the desk has no credentials');
    const register = async (user: string): Promise<number> => {
      const sent = office.watcher.send('REGISTER', user);
      await office.until(() => sent.statuses().some((status) => status >= 200));
      return sent.statuses().at(-1) ?? 0;
    };
    return { ...office, own, register };
  };

  it('registers by it, and is reached as its extension (RFC 3261 10.3)', async () => {
    const { own, register, desks, watcher, phone, until } = await open();
    expect(await register(own.authName)).toBe(200);
    const caller = await phone('192.0.2.12', desks[1].id);
    caller.send('INVITE', '8001', { body: OFFER });
    await until(() => watcher.received.some(({ method }) => method === 'INVITE'));
  });

  it('calls as its extension, whomever it says that it is', async () => {
    const { own, desks, watcher, phone, register, until } = await open();
    await register(own.authName);
    const callee = await phone('192.0.2.12', desks[2].id);
    const registered = callee.send('REGISTER', '8003');
    await until(() => registered.statuses().includes(200));
    const from = `"Window 1" <sip:${own.authName}@${SERVER}>;tag=one`;
    watcher.send('INVITE', '8003', { body: OFFER, headers: [['From', from]] });
    await until(() => callee.received.length > 0);
    const [invite] = callee.received;
    expect(invite?.headers.get('From')).toMatch(/<sip:8001@[^>]+>;tag=one$/);
    expect(invite?.headers.get('P-Asserted-Identity')).toContain('<sip:8001@');
  });

  it('registers by no other phone’s', async () => {
    const { register, pbx, desks } = await open();
    const [other] = pbx.directory.desk(desks[1].id as never)?.credentials ?? [];
    expect(await register(other?.authName ?? '')).toBe(403);
    expect(await register('8002')).toBe(403);
  });

  it('has its message lamp by it, and sees nobody else’s', async () => {
    const { own, pbx, desks, watcher, until } = await open();
    const lamp = watch(watcher, own.authName, { event: 'message-summary' });
    await until(() => lamp.lamp().length > 0);
    expect(lamp.lamp()[0]).toContain('Messages-Waiting: no');
    const [other] = pbx.directory.desk(desks[1].id as never)?.credentials ?? [];
    const foreign = watch(watcher, other?.authName ?? '', { event: 'message-summary' });
    await until(() => foreign.statuses().some((status) => status >= 300));
    expect(foreign.statuses().at(-1)).toBe(404);
  });
});
