import { createGateway } from '#server/hotdesk/create-gateway.ts';
import { deleteGateway } from '#server/hotdesk/delete-gateway.ts';
import { type GatewayView, getGateway, listGateways } from '#server/hotdesk/gateways.ts';
import { createGatewayInput, gatewayKeyInput, updateGatewayInput } from '#server/hotdesk/number-schemas.ts';
import { pageInput } from '#server/hotdesk/schemas.ts';
import { updateGateway } from '#server/hotdesk/update-gateway.ts';
import type { GatewayState, WebRuntime } from '#server/web/runtime.ts';
import { adminProcedure, router } from '../init.ts';

export type GatewayWithState = GatewayView & { state: GatewayState | null };

export const gatewaysRouter = router({
  list: adminProcedure.input(pageInput).query(async ({ ctx, input }) => {
    const page = await listGateways({ ctx: ctx.hotdesk, input });
    return { ...page, items: page.items.map((gateway) => withState(ctx.runtime, gateway)) };
  }),
  get: adminProcedure
    .input(gatewayKeyInput)
    .query(async ({ ctx, input }) => withState(ctx.runtime, await getGateway({ ctx: ctx.hotdesk, input }))),
  create: adminProcedure
    .input(createGatewayInput)
    .mutation(async ({ ctx, input }) =>
      withState(ctx.runtime, await createGateway({ ctx: ctx.hotdesk, input })),
    ),
  update: adminProcedure
    .input(updateGatewayInput)
    .mutation(async ({ ctx, input }) =>
      withState(ctx.runtime, await updateGateway({ ctx: ctx.hotdesk, input })),
    ),
  remove: adminProcedure
    .input(gatewayKeyInput)
    .mutation(({ ctx, input }) => deleteGateway({ ctx: ctx.hotdesk, input })),
});

/** How it is doing, where this process knows. */
const withState = (runtime: WebRuntime, gateway: GatewayView): GatewayWithState => ({
  ...gateway,
  state: runtime.gatewayState(gateway.id) ?? null,
});
