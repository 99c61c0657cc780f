import { listPhones } from '#server/hotdesk/phones.ts';
import { pageInput } from '#server/hotdesk/schemas.ts';
import { adminProcedure, router } from '../init.ts';

export const phonesRouter = router({
  list: adminProcedure.input(pageInput).query(({ ctx, input }) => listPhones({ ctx: ctx.hotdesk, input })),
});
