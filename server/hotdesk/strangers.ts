import { count, desc, inArray } from 'drizzle-orm';
import { strayRequests, tenants } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';

const SHOWN = 10;

/** Somebody who goes through the MACs of phones, or guesses SIP secrets. */
export type StrangerView = {
  what: 'mac-scan' | 'sip-ban';
  source: string;
  /** So often it was held up since yesterday. */
  count: number;
  at: string;
  isHeldUp: boolean;
  until: string | null;
};

/** Whom this server has held up since yesterday, newest first. Where there are other tenants they are nobody's to see. */
export async function listStrangers({ ctx }: { ctx: HotdeskContext }): Promise<StrangerView[]> {
  const [has] = await ctx.db.select({ tenants: count() }).from(tenants);
  if (has?.tenants !== 1) return [];
  const rows = await ctx.db
    .select()
    .from(strayRequests)
    .where(inArray(strayRequests.what, ['mac-scan', 'sip-ban']))
    .orderBy(desc(strayRequests.at))
    .limit(SHOWN);
  const nowMs = ctx.clock.nowMs();
  return rows.map(({ what, source, count, at, until }) => ({
    ...{ what: what === 'sip-ban' ? 'sip-ban' : 'mac-scan', source, count, at: at.toISOString() },
    ...{ isHeldUp: until !== null && until.getTime() > nowMs, until: until?.toISOString() ?? null },
  }));
}
