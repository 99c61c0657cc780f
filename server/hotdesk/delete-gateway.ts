import { gateways } from '#db/schema/index.ts';
import { lockSettings } from './change-settings.ts';
import { inTransaction } from './context.ts';
import { HotdeskError } from './errors.ts';
import { tellGateway } from './gateway-changes.ts';
import { type GatewayKey, isGateway, unknownGateway } from './gateways.ts';

/** @throws HotdeskError `not_found`; `in_use` while a route leads there */
export async function deleteGateway({ ctx, input }: GatewayKey): Promise<void> {
  const eventId = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(gateways).where(isGateway(tx, input.id)).for('update');
    if (row === undefined) throw unknownGateway();
    const { outboundRoutes, emergencyRoute } = await lockSettings(tx);
    const isUsed = [...outboundRoutes, emergencyRoute].some(({ gatewayIds }) => gatewayIds.includes(row.id));
    if (isUsed) {
      const message =
        'Calls are routed to this gateway. Take it out of the dial plan and the emergency route first.';
      throw new HotdeskError('in_use', message);
    }
    await tx.db.delete(gateways).where(isGateway(tx, input.id));
    return tellGateway(tx, row, 'removed');
  });
  await ctx.barrier.applied(eventId);
}
