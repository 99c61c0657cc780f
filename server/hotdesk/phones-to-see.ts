import { count, eq, isNull, or, type SQL } from 'drizzle-orm';
import { phones, tenants } from '#db/schema/index.ts';
import type { Db, HotdeskContext } from './context.ts';

/** Whether more tenants than one hear the same phones: then nobody's phones are nobody's to see. */
export async function hasSeveralTenants(db: Db): Promise<boolean> {
  const [has] = await db.select({ tenants: count() }).from(tenants);
  return (has?.tenants ?? 0) > 1;
}

/** Which phones a tenant may know of: its own, and nobody's where it is the only tenant. */
export async function phonesToSee(ctx: Pick<HotdeskContext, 'db' | 'tenantId'>): Promise<SQL | undefined> {
  const own = eq(phones.tenantId, ctx.tenantId);
  return (await hasSeveralTenants(ctx.db)) ? own : or(own, isNull(phones.tenantId));
}
