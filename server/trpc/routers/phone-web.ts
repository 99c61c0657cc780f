import { getPhoneWeb, setPhoneWeb } from '#server/hotdesk/phone-web-settings.ts';
import { phoneWebInput } from '#server/hotdesk/schemas.ts';
import { adminProcedure, router } from '../init.ts';

export const phoneWebRouter = router({
  get: adminProcedure.query(({ ctx }) => getPhoneWeb({ ctx: ctx.hotdesk })),
  set: adminProcedure
    .input(phoneWebInput)
    .mutation(({ ctx, input }) => setPhoneWeb({ ctx: ctx.hotdesk, input })),
});
