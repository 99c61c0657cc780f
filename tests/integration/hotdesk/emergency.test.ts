import { desc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { auditLog, emergencyCalls, mailJobs, type StoredTenantSettings, tenants } from '#db/schema/index.ts';
import { noteEmergencyCall, noteEmergencyOutcome } from '#server/hotdesk/note-emergency-call.ts';
import { eachDatabase } from '#tests/support/databases.ts';
import { openOffice } from '#tests/support/office.ts';

const ADDRESS = { country: 'DE', city: 'Berlin', street: 'Lindenweg', houseNumber: '4', postalCode: '10115' };

eachDatabase('an emergency call', (database) => {
  async function house(settings: StoredTenantSettings = {}) {
    const office = await openOffice(database());
    const { db, tenantId } = office.ctx;
    await db.update(tenants).set({ settings }).where(eq(tenants.id, tenantId));
    const desk = await office.desk('8001', { site: 'Berlin', floor: '2' });
    const call = (more: { isTest?: boolean } = {}) =>
      noteEmergencyCall({
        ctx: office.ctx,
        input: { deskId: desk.id, number: '112', isTest: false, outcome: 'calling', ...more },
      });
    const record = async (id: number) =>
      (await db.select().from(emergencyCalls).where(eq(emergencyCalls.id, id)))[0];
    return { ...office, desk, call, record };
  }

  it('is written down with the place and the number to call back, also as they change later', async () => {
    const sites = { Berlin: { callerNumber: '+4930100', address: ADDRESS } };
    const { call, record, desk } = await house({ sites });
    const { emergencyCallId } = await call();
    expect(await record(emergencyCallId)).toMatchObject({
      ...{ number: '112', isTest: false, outcome: 'calling', callerNumber: '+4930100', caller: null },
      place: { desk: desk.displayName, site: 'Berlin', floor: '2', address: ADDRESS },
    });
  });

  it('is in the audit log, and a mail to those who are to know is due with it', async () => {
    const { call, ctx } = await house({ emergencyAlertEmails: ['porter@example.com'], language: 'de' });
    await call();
    const [entry] = await ctx.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.tenantId, ctx.tenantId))
      .orderBy(desc(auditLog.id))
      .limit(1);
    expect(entry).toMatchObject({ action: 'emergency.called', details: { number: '112' } });
    const [mail] = await ctx.db.select().from(mailJobs).where(eq(mailJobs.tenantId, ctx.tenantId));
    expect(mail?.recipients).toEqual(['porter@example.com']);
    expect(mail?.subject).toMatch(/^Notruf: .*Berlin, Etage 2$/);
    expect(mail?.dueAt).not.toBeNull();
  });

  it('says in the end who took it', async () => {
    const { call, record, ctx } = await house();
    const { emergencyCallId } = await call();
    const outcome = { emergencyCallId, outcome: 'routed', gateway: 'Trunk' } as const;
    await noteEmergencyOutcome({ ctx, input: outcome });
    expect(await record(emergencyCallId)).toMatchObject({ outcome: 'routed', gateway: 'Trunk' });
  });

  it('invariant 7: of another tenant cannot be touched', async () => {
    const [ours, theirs] = [await house(), await house()];
    const { emergencyCallId } = await theirs.call();
    const input = { emergencyCallId, outcome: 'failed', gateway: null } as const;
    await expect(noteEmergencyOutcome({ ctx: ours.ctx, input })).rejects.toMatchObject({ code: 'not_found' });
    const stranger = { deskId: theirs.desk.id, number: '112', isTest: false, outcome: 'calling' } as const;
    await expect(noteEmergencyCall({ ctx: ours.ctx, input: stranger })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await theirs.record(emergencyCallId)).toMatchObject({ outcome: 'calling' });
  });
});
