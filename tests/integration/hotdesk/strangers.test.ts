import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { auditLog } from '#db/schema/index.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { noteScan } from '#server/hotdesk/note-scan.ts';
import { listStrangers } from '#server/hotdesk/strangers.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

eachDatabase('who goes through the MACs of phones', (database) => {
  let office: Office;
  let other: Office;
  let desk: DeskRow;

  beforeEach(async () => {
    office = await openOffice(database());
    other = await openOffice(database());
    desk = await office.desk('8001');
  });

  const entriesOf = (one: Office) =>
    database().db.select().from(auditLog).where(eq(auditLog.tenantId, one.ctx.tenantId));

  it('stands in the audit log of those whose phones were named, and in nobody else’s', async () => {
    const atMs = office.clock.nowMs();
    const macs = [desk.mac, '001565000000'];
    await noteScan(office.ctx, { source: '192.0.2.7', macs, atMs, untilMs: atMs + 120_000 });
    const ofScans = ({ action }: { action: string }) => action === 'provisioning.scanned';
    expect((await entriesOf(office)).filter(ofScans)).toMatchObject([
      { source: '192.0.2.7', door: 'system', details: { phones: 2, minutes: 2 } },
    ]);
    expect((await entriesOf(other)).filter(ofScans)).toEqual([]);
  });

  it('is nobody’s to see where there are several tenants', async () => {
    expect(await listStrangers({ ctx: office.ctx })).toEqual([]);
  });
});
