import { getEdge, setEdge } from '#server/hotdesk/edge-settings.ts';
import { edgeInput } from '#server/hotdesk/number-schemas.ts';
import { adminProcedure, router } from '../init.ts';

export const edgeRouter = router({
  get: adminProcedure.query(({ ctx }) => getEdge({ ctx: ctx.hotdesk })),
  set: adminProcedure.input(edgeInput).mutation(({ ctx, input }) => setEdge({ ctx: ctx.hotdesk, input })),
});
