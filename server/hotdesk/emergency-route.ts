import { and, eq, inArray } from 'drizzle-orm';
import { gateways } from '#db/schema/index.ts';
import { readSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';

/** Whether a call for help leads anywhere: a gateway that is turned off takes none. */
export async function hasEmergencyRoute({ ctx }: { ctx: HotdeskContext }): Promise<boolean> {
  const { gatewayIds } = (await readSettings(ctx)).emergencyRoute;
  if (gatewayIds.length === 0) return false;
  const rows = await ctx.db
    .select({ id: gateways.id })
    .from(gateways)
    .where(
      and(
        eq(gateways.tenantId, ctx.tenantId),
        eq(gateways.isEnabled, true),
        inArray(gateways.id, gatewayIds),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
