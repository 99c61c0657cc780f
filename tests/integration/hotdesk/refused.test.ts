import { eq, getTableName } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import {
  auditLog,
  deskSessions,
  desks,
  events,
  extensions,
  phones,
  sipCredentials,
  tenants,
  users,
} from '#db/schema/index.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { codeOf, logInAs } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

eachDatabase('what is refused changes nothing', (database) => {
  let office: Office;
  let desk: DeskRow;
  beforeEach(async () => {
    office = await openOffice(database());
    await office.user('101');
    await office.user('102');
    desk = await office.desk('8001');
    await logInAs(office, { deskId: desk.id, extension: '101' });
  });

  const tables = [users, desks, deskSessions, sipCredentials, extensions, phones, events];
  async function everything() {
    const { db, tenantId } = office.ctx;
    const rowsOf = async (table: (typeof tables)[number]) => {
      const rows = await db.select().from(table).where(eq(table.tenantId, tenantId));
      return [getTableName(table), rows.map((row) => JSON.stringify(row)).sort()] as const;
    };
    const audit = await db.select().from(auditLog).where(eq(auditLog.tenantId, tenantId));
    return {
      ...Object.fromEntries(await Promise.all(tables.map(rowsOf))),
      tenant: await db.select().from(tenants).where(eq(tenants.id, tenantId)),
      audit: audit.filter(({ action }) => action !== 'log_in.refused'),
    };
  }

  const logIn = (extension: string, more = {}) => logInAs(office, { deskId: desk.id, extension, ...more });
  const longPin = '123456789012';

  const refused: [string, () => Promise<unknown>][] = [
    ['a person with a number that is in use', () => office.user('8001', { pin: longPin })],
    ['a desk with one', () => office.desk('101')],
    ['a desk for a phone that has one', () => office.desk('8005', { mac: desk.mac })],
    ['a wrong PIN', () => logIn('101', { pin: '0000' })],
    ['a number that is nobody’s', () => logIn('999')],
    ['a desk where somebody sits', () => logIn('102')],
    [
      'a new number and PIN for a person, the number being in use',
      () =>
        updateUser({
          ctx: office.ctx,
          input: { extension: '101' as never, patch: { extension: '102' as never, pin: longPin } },
        }),
    ],
    [
      'a number that is in use and a name for a desk',
      () =>
        updateDesk({
          ctx: office.ctx,
          input: { id: desk.id, patch: { extension: '102' as never, displayName: 'X' } },
        }),
    ],
    [
      'a maker that nobody knows',
      () => updateDesk({ ctx: office.ctx, input: { id: desk.id, patch: { vendor: 'acme', site: 'X' } } }),
    ],
  ];
  it.each(refused)('%s', async (_, attempt) => {
    const before = await everything();
    expect(await codeOf(attempt())).not.toBe('done');
    expect(await everything()).toEqual(before);
  });
});
