import { gateways } from '#db/schema/index.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { requireNameToRegister, sealed, tellGateway } from './gateway-changes.ts';
import { type GatewayView, toGatewayView } from './gateways.ts';
import { type GatewayId, newId } from './ids.ts';
import type { CreateGatewayInput } from './number-schemas.ts';

/** @throws HotdeskError `invalid` for one that registers and has no name to register with */
export async function createGateway({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: CreateGatewayInput;
}): Promise<GatewayView> {
  const id = newId<GatewayId>(ctx.random);
  const { secret, enabled, ...fields } = input;
  requireNameToRegister(fields);
  const { row, eventId } = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(gateways)
      .values({
        ...fields,
        ...{ id, tenantId: tx.tenantId, isEnabled: enabled, secret: sealed(tx, secret) ?? null },
        ...{ createdAt: now(tx), updatedAt: now(tx) },
      })
      .returning();
    if (row === undefined) throw new Error('a gateway was not written');
    return { row, eventId: await tellGateway(tx, row, 'created') };
  });
  await ctx.barrier.applied(eventId);
  return toGatewayView(row);
}
