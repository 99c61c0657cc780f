import { beforeEach, expect, it } from 'vitest';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { deleteUser } from '#server/hotdesk/delete-user.ts';
import type { DeskId, UserId } from '#server/hotdesk/ids.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { Directory } from '#server/pbx/directory.ts';
import { logInAs } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

/** Events are delivered at once where they were written, and so may come before older ones of another process. */
eachDatabase('the directory of the SIP side, told in any order', (database) => {
  let office: Office;
  let directory: Directory;
  beforeEach(async () => {
    office = await openOffice(database());
    directory = new Directory(office.ctx);
  });

  it('keeps a number that somebody else has by now', async () => {
    const { ctx } = office;
    const former = await office.user('101');
    await directory.load();
    await deleteUser({ ctx, input: { extension: '101' } });
    const next = await office.user('101');
    await directory.refreshUser(next.id as UserId);
    await directory.refreshUser(former.id as UserId);
    expect(directory.userByExtension(ctx.tenantId, '101')?.userId).toBe(next.id);
  });

  it('keeps a desk’s number that another desk has by now', async () => {
    const { ctx } = office;
    const former = await office.desk('8001');
    await directory.load();
    await deleteDesk({ ctx, input: { id: former.id } });
    const next = await office.desk('8001');
    await directory.refreshDesk(next.id as DeskId);
    await directory.refreshDesk(former.id as DeskId);
    expect(directory.deskByExtension(ctx.tenantId, '8001')?.deskId).toBe(next.id);
  });

  it('shows somebody’s new name where they sit', async () => {
    const { ctx } = office;
    await office.user('101');
    const desk = await office.desk('8001');
    await logInAs(office, { deskId: desk.id, extension: '101' });
    await directory.load();
    await updateUser({ ctx, input: { extension: '101' as never, patch: { name: 'Anna Neu' } } });
    await directory.refreshDesk(desk.id as DeskId);
    expect(directory.desk(desk.id as DeskId)?.occupant?.name).toBe('Anna Neu');
  });
});
