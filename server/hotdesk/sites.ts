import { and, asc, count, eq, isNotNull, isNull } from 'drizzle-orm';
import { desks } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';

/** Where the tenant's desks are, by the names that they give, with how many are there. */
export async function listSites({
  ctx,
}: {
  ctx: HotdeskContext;
}): Promise<{ name: string; desks: number }[]> {
  const rows = await ctx.db
    .select({ name: desks.site, desks: count() })
    .from(desks)
    .where(and(eq(desks.tenantId, ctx.tenantId), isNull(desks.releasedAt), isNotNull(desks.site)))
    .groupBy(desks.site)
    .orderBy(asc(desks.site));
  return rows.flatMap(({ name, ...rest }) => (name === null ? [] : [{ name, ...rest }]));
}
