import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { tenants } from '#db/schema/index.ts';
import { dialCodes } from '#server/hotdesk/dial-codes.ts';
import type { PortalAccount } from '#server/hotdesk/sign-in.ts';
import { createCaller } from '#server/trpc/root.ts';
import { eachDatabase } from '../../support/databases.ts';
import { openOffice } from '../../support/office.ts';
import { webRuntime } from '../../support/web-runtime.ts';

eachDatabase('the dial codes that pages print', (database) => {
  it('are the only tenant’s own, also for somebody who is not signed in', async () => {
    const { ctx } = await openOffice(database());
    expect(await dialCodes(ctx.db, undefined)).toEqual({ logInCode: '*70', logOutCode: '*71' });
    await ctx.db
      .update(tenants)
      .set({ settings: { logInCode: '*10', logOutCode: '*11' } })
      .where(eq(tenants.id, ctx.tenantId));
    expect(await dialCodes(ctx.db, undefined)).toEqual({ logInCode: '*10', logOutCode: '*11' });
  });

  it('are left open for strangers where there are several tenants, and are each tenant’s own inside', async () => {
    const { ctx } = await openOffice(database());
    await ctx.db
      .update(tenants)
      .set({ settings: { logInCode: '*20' } })
      .where(eq(tenants.id, ctx.tenantId));
    const codesFor = (account: PortalAccount | undefined) =>
      createCaller({
        ...{ runtime: webRuntime(ctx), source: 'test', headers: new Headers(), resHeaders: new Headers() },
        caller: { is: 'browser', account },
      }).installation.dialCodes();
    expect(await codesFor(undefined)).toBeNull();
    const owner = { id: 'owner', tenantId: ctx.tenantId, email: '', name: 'Owner', epoch: 1 };
    expect(await codesFor({ ...owner, role: 'owner' })).toEqual({ logInCode: '*20', logOutCode: '*71' });
  });
});
