import { beforeEach, expect, it } from 'vitest';
import { createGateway } from '#server/hotdesk/create-gateway.ts';
import { markEmergencyCallSeen, unseenEmergencyCalls } from '#server/hotdesk/emergency-calls.ts';
import { hasEmergencyRoute } from '#server/hotdesk/emergency-route.ts';
import { getEmergencySettings, setEmergencySettings } from '#server/hotdesk/emergency-settings.ts';
import { noteEmergencyCall } from '#server/hotdesk/note-emergency-call.ts';
import { listSites } from '#server/hotdesk/sites.ts';
import { updateGateway } from '#server/hotdesk/update-gateway.ts';
import { eachDatabase } from '#tests/support/databases.ts';
import { type Office, openOffice } from '#tests/support/office.ts';

eachDatabase('what every page of the portal says of emergencies', (database) => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice(database());
  });

  const unseen = (limit = 10) => unseenEmergencyCalls({ ctx: office.ctx, input: { limit } });

  it('is every call for help that nobody has seen, the newest first, and no test', async () => {
    const desk = await office.desk('8001');
    const call = (number: string, isTest = false) =>
      noteEmergencyCall({ ctx: office.ctx, input: { deskId: desk.id, number, isTest, outcome: 'calling' } });
    expect(await unseen()).toEqual({ count: 0, newest: [] });
    const { emergencyCallId: id } = await call('112');
    await call('110');
    await call('933', true);
    const { count, newest } = await unseen(1);
    expect([count, newest.map(({ number }) => number)]).toEqual([2, ['110']]);
    await markEmergencyCallSeen({ ctx: office.ctx, input: { id } });
    expect((await unseen()).newest.map(({ number }) => number)).toEqual(['110']);
  });

  it('is that help cannot be reached, also while the gateways of its route are turned off', async () => {
    const { ctx } = office;
    const input = { name: 'Trunk', host: 'sip.example.net', transport: 'udp', registers: false } as const;
    const gateway = await createGateway({ ctx, input: { ...input, sources: [], enabled: true } });
    expect(await hasEmergencyRoute({ ctx })).toBe(false);
    const settings = await getEmergencySettings({ ctx });
    const route = { gatewayIds: [gateway.id], callerNumber: null };
    await setEmergencySettings({ ctx, input: { ...settings, route, sites: {} } });
    expect(await hasEmergencyRoute({ ctx })).toBe(true);
    await updateGateway({ ctx, input: { id: gateway.id, patch: { enabled: false } } });
    expect(await hasEmergencyRoute({ ctx })).toBe(false);
  });

  it('offers the sites that desks name, with how many are there', async () => {
    await office.desk('8001', { site: 'Hamburg' });
    await office.desk('8002', { site: 'Berlin' });
    await office.desk('8003', { site: 'Hamburg' });
    await office.desk('8004');
    expect(await listSites({ ctx: office.ctx })).toEqual([
      { name: 'Berlin', desks: 1 },
      { name: 'Hamburg', desks: 2 },
    ]);
  });

  it('invariant 7: is nothing of another tenant', async () => {
    const desk = await office.desk('8001', { site: 'Hamburg' });
    const input = { deskId: desk.id, number: '112', isTest: false, outcome: 'calling' } as const;
    await noteEmergencyCall({ ctx: office.ctx, input });
    const { ctx } = await openOffice(database());
    expect((await unseenEmergencyCalls({ ctx, input: { limit: 10 } })).count).toBe(0);
    expect(await listSites({ ctx })).toEqual([]);
  });
});
