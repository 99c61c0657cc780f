import { getPhonePage } from '#server/hotdesk/phone-page.ts';
import { listPhones } from '#server/hotdesk/phones.ts';
import { pageInput, phoneKeyInput } from '#server/hotdesk/schemas.ts';
import { listStrangers } from '#server/hotdesk/strangers.ts';
import { makeFacts as knowMakes } from '#server/provisioning/make-facts.ts';
import { adminProcedure, router } from '../init.ts';

export const phonesRouter = router({
  list: adminProcedure.input(pageInput).query(({ ctx, input }) => listPhones({ ctx: ctx.hotdesk, input })),
  strangers: adminProcedure.query(({ ctx }) => listStrangers({ ctx: ctx.hotdesk })),
  get: adminProcedure
    .input(phoneKeyInput)
    .query(({ ctx, input }) => getPhonePage({ ctx: ctx.hotdesk, input, knowMakes })),
});
