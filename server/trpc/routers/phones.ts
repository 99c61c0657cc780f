import { claimPhone } from '#server/hotdesk/claim-phone.ts';
import { giveBackPhone } from '#server/hotdesk/give-back-phone.ts';
import { getPhonePage } from '#server/hotdesk/phone-page.ts';
import { listPhones } from '#server/hotdesk/phones.ts';
import { claimPhoneInput, pageInput, phoneKeyInput } from '#server/hotdesk/schemas.ts';
import { claiming, showCodes } from '#server/hotdesk/show-codes.ts';
import { listStrangers } from '#server/hotdesk/strangers.ts';
import { makeFacts as knowMakes } from '#server/provisioning/make-facts.ts';
import { adminProcedure, router } from '../init.ts';

export const phonesRouter = router({
  list: adminProcedure.input(pageInput).query(({ ctx, input }) => listPhones({ ctx: ctx.hotdesk, input })),
  strangers: adminProcedure.query(({ ctx }) => listStrangers({ ctx: ctx.hotdesk })),
  get: adminProcedure
    .input(phoneKeyInput)
    .query(({ ctx, input }) => getPhonePage({ ctx: ctx.hotdesk, input, knowMakes })),

  /** Whether phones must be claimed here, and whether they show their codes now. */
  claiming: adminProcedure.query(({ ctx }) => claiming({ ctx: ctx.hotdesk })),
  showCodes: adminProcedure.mutation(({ ctx }) => showCodes({ ctx: ctx.hotdesk })),
  claim: adminProcedure
    .input(claimPhoneInput)
    .mutation(({ ctx, input }) => claimPhone({ ctx: ctx.hotdesk, input })),
  giveBack: adminProcedure
    .input(phoneKeyInput)
    .mutation(({ ctx, input }) => giveBackPhone({ ctx: ctx.hotdesk, input })),
});
