import { count, eq, isNull, or, type SQL } from 'drizzle-orm';
import { phones, tenants } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';

/** Which phones a tenant may know of: its own, and nobody's where it is the only tenant. */
export async function phonesToSee(ctx: Pick<HotdeskContext, 'db' | 'tenantId'>): Promise<SQL | undefined> {
  const own = eq(phones.tenantId, ctx.tenantId);
  const [has] = await ctx.db.select({ tenants: count() }).from(tenants);
  return has?.tenants === 1 ? or(own, isNull(phones.tenantId)) : own;
}
