import { getDialPlan, setDialPlan } from '#server/hotdesk/dial-plan-settings.ts';
import { explainDialledNumber } from '#server/hotdesk/explain-number.ts';
import { dialPlanInput, explainNumberInput } from '#server/hotdesk/number-schemas.ts';
import { adminProcedure, router } from '../init.ts';

export const dialPlanRouter = router({
  get: adminProcedure.query(({ ctx }) => getDialPlan({ ctx: ctx.hotdesk })),
  set: adminProcedure
    .input(dialPlanInput)
    .mutation(({ ctx, input }) => setDialPlan({ ctx: ctx.hotdesk, input })),
  explain: adminProcedure
    .input(explainNumberInput)
    .query(({ ctx, input }) => explainDialledNumber({ ctx: ctx.hotdesk, input })),
});
