import { expect, it } from 'vitest';
import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { Configurations } from '#server/provisioning/configurations.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openOffice } from '#tests/support/office.ts';

onEmbedded('configurations that are kept', (database) => {
  async function kept() {
    const office = await openOffice(database());
    await office.user('101');
    const desk = await office.desk('8001');
    const configurations = new Configurations(office.ctx.db, office.clock);
    const read = () => configurations.byToken(desk.configToken);
    const input = { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'api' } as const;
    const somebodyLogsIn = () => logIn({ ctx: office.ctx, input });
    const { tenantId } = office.ctx;
    const switched: HotdeskEvent = { type: 'desk', what: 'switched', tenantId, deskId: desk.id as DeskId };
    return { office, desk, configurations, read, somebodyLogsIn, switched, tenantId };
  }

  it('are read once, and again after an event of their desk', async () => {
    const { read, configurations, somebodyLogsIn, switched } = await kept();
    const before = await read();
    expect(await read()).toBe(before);
    await somebodyLogsIn();
    configurations.apply({ ...switched, deskId: 'another' as DeskId });
    expect(await read()).toBe(before);
    configurations.apply(switched);
    expect((await read())?.occupant?.extension).toBe('101');
  });

  it('are read again after an event of their phone, a user or the tenant, and after half a minute', async () => {
    const { read, configurations, office, desk, tenantId } = await kept();
    const events: HotdeskEvent[] = [
      { type: 'phone', what: 'seen', tenantId: null, mac: desk.mac as never },
      { type: 'user', what: 'edited', tenantId, userId: 'anybody' as never },
      { type: 'tenant', what: 'edited', tenantId },
    ];
    for (const event of events) {
      const before = await read();
      configurations.apply(event);
      expect(await read()).not.toBe(before);
    }
    const before = await read();
    office.clock.advance(30_000);
    expect(await read()).not.toBe(before);
  });

  it('that were read before an event and come after it are not kept', async () => {
    const { read, configurations, switched } = await kept();
    const reading = read();
    configurations.apply(switched);
    const before = await reading;
    expect(await read()).not.toBe(before);
  });

  it('are not made of a token that opens nothing', async () => {
    const { configurations } = await kept();
    expect(await configurations.byToken('x'.repeat(32))).toBeUndefined();
  });
});
