import { configurationOfDesk } from '#server/hotdesk/desk-configuration.ts';
import { getDeskKeys, setDeskKeys } from '#server/hotdesk/desk-keys.ts';
import { setDeskKeysInput, setUserKeysInput } from '#server/hotdesk/key-schemas.ts';
import { deskKeyInput, userKeyInput } from '#server/hotdesk/schemas.ts';
import { getUserKeys, setUserKeys } from '#server/hotdesk/user-keys.ts';
import { keysOnPhone } from '#server/provisioning/keys-on-phone.ts';
import { adminProcedure, router } from '../init.ts';

export const keysRouter = router({
  ofUser: adminProcedure
    .input(userKeyInput)
    .query(({ ctx, input }) => getUserKeys({ ctx: ctx.hotdesk, input })),
  setOfUser: adminProcedure
    .input(setUserKeysInput)
    .mutation(({ ctx, input }) => setUserKeys({ ctx: ctx.hotdesk, input })),
  ofDesk: adminProcedure
    .input(deskKeyInput)
    .query(({ ctx, input }) => getDeskKeys({ ctx: ctx.hotdesk, input })),
  setOfDesk: adminProcedure
    .input(setDeskKeysInput)
    .mutation(({ ctx, input }) => setDeskKeys({ ctx: ctx.hotdesk, input })),
  /** What stands on the keys of a desk's phone now, and what found no room. */
  onPhone: adminProcedure
    .input(deskKeyInput)
    .query(async ({ ctx, input }) => keysOnPhone(await configurationOfDesk({ ctx: ctx.hotdesk, input }))),
});
