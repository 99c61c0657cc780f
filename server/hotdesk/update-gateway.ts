import { gateways } from '#db/schema/index.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { requireNameToRegister, sealed, tellGateway } from './gateway-changes.ts';
import { type GatewayView, isGateway, toGatewayView, unknownGateway } from './gateways.ts';
import type { UpdateGatewayInput } from './number-schemas.ts';

/** Changes what is given; a secret of null takes the secret away. @throws HotdeskError `not_found`, `invalid` */
export async function updateGateway({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: UpdateGatewayInput;
}): Promise<GatewayView> {
  const { row, eventId } = await inTransaction(ctx, async (tx) => {
    const [before] = await tx.db.select().from(gateways).where(isGateway(tx, input.id)).for('update');
    if (before === undefined) throw unknownGateway();
    const { secret, enabled, ...fields } = input.patch;
    const given = { ...fields, secret: sealed(tx, secret), isEnabled: enabled };
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after = { ...before, ...change };
    requireNameToRegister(after);
    const [row] = await tx.db
      .update(gateways)
      .set({ ...change, updatedAt: now(tx) })
      .where(isGateway(tx, input.id))
      .returning();
    if (row === undefined) throw new Error('a locked gateway vanished');
    return { row, eventId: await tellGateway(tx, row, 'edited', Object.keys(input.patch).join(', ')) };
  });
  await ctx.barrier.applied(eventId);
  return toGatewayView(row);
}
