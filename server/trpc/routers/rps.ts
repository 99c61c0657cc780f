import { toDeskView } from '#server/hotdesk/desk-view.ts';
import { getDesk } from '#server/hotdesk/desks.ts';
import {
  getRpsAccount,
  listRpsAccounts,
  removeRpsAccount,
  setRpsAccount,
} from '#server/hotdesk/rps/accounts.ts';
import { getRpsOfDesk, syncRps } from '#server/hotdesk/rps/entries.ts';
import { exportManual } from '#server/hotdesk/rps/export-manual.ts';
import { askReconcile, listDifferences, repairRps } from '#server/hotdesk/rps/reconcile.ts';
import { listReleases } from '#server/hotdesk/rps/releases.ts';
import {
  changeRpsAccountInput,
  exportManualInput,
  repairRpsInput,
  rpsAccountKeyInput,
  setRpsAccountInput,
} from '#server/hotdesk/rps/schemas.ts';
import { deskKeyInput, pageInput } from '#server/hotdesk/schemas.ts';
import { changeAccount } from '#server/rps/change-account.ts';
import { checkRpsAccount } from '#server/rps/check-account.ts';
import { readCredentials } from '#server/rps/read-credentials.ts';
import { serviceFields } from '#server/rps/service-fields.ts';
import { adminProcedure, router } from '../init.ts';

export const rpsRouter = router({
  accounts: adminProcedure.query(async ({ ctx }) => ({
    items: await listRpsAccounts({ ctx: ctx.hotdesk, links: ctx.runtime.links }),
  })),
  account: adminProcedure
    .input(rpsAccountKeyInput)
    .query(({ ctx, input }) => getRpsAccount({ ctx: ctx.hotdesk, links: ctx.runtime.links, input })),
  setAccount: adminProcedure.input(setRpsAccountInput).mutation(({ ctx, input }) => {
    const { provider: id, callsPerMinute, dryRun, ...given } = input;
    const read = readCredentials(ctx.runtime.rps.kinds, { provider: id, credentials: given });
    return setRpsAccount({
      ctx: ctx.hotdesk,
      links: ctx.runtime.links,
      input: { ...read, callsPerMinute, dryRun },
    });
  }),
  changeAccount: adminProcedure.input(changeRpsAccountInput).mutation(({ ctx, input }) =>
    changeAccount({
      ...{ ctx: ctx.hotdesk, input, links: ctx.runtime.links, kinds: ctx.runtime.rps.kinds },
    }),
  ),
  /** Asks the service, and notes how that went: a mutation. */
  testAccount: adminProcedure
    .input(rpsAccountKeyInput)
    .mutation(({ ctx, input }) => checkRpsAccount({ ctx: ctx.hotdesk, input, world: ctx.runtime.rps })),
  removeAccount: adminProcedure
    .input(rpsAccountKeyInput)
    .mutation(({ ctx, input }) => removeRpsAccount({ ctx: ctx.hotdesk, input })),
  /** What each service wants to know of an account, for the form. */
  services: adminProcedure.query(({ ctx }) => serviceFields(ctx.runtime.rps.kinds)),
  /** Where something else stands than is wanted. */
  differences: adminProcedure
    .input(pageInput)
    .query(({ ctx, input }) => listDifferences({ ctx: ctx.hotdesk, input, links: ctx.runtime.links })),
  reconcile: adminProcedure.mutation(({ ctx }) => askReconcile({ ctx: ctx.hotdesk })),
  repair: adminProcedure
    .input(repairRpsInput)
    .mutation(({ ctx, input }) => repairRps({ ctx: ctx.hotdesk, input })),
  releases: adminProcedure
    .input(pageInput)
    .query(({ ctx, input }) => listReleases({ ctx: ctx.hotdesk, input })),
  /** Hands secrets out, and notes who took them: a mutation. */
  exportManual: adminProcedure
    .input(exportManualInput)
    .mutation(({ ctx, input }) => exportManual({ ctx: ctx.hotdesk, input, links: ctx.runtime.links })),
  /** More of what is known of a desk's entry than the desk itself tells; null = nothing is to stand there. */
  ofDesk: adminProcedure
    .input(deskKeyInput)
    .query(({ ctx, input }) => getRpsOfDesk({ ctx: ctx.hotdesk, input })),
  sync: adminProcedure.input(deskKeyInput).mutation(async ({ ctx, input }) => {
    await syncRps({ ctx: ctx.hotdesk, input });
    return toDeskView(await getDesk({ ctx: ctx.hotdesk, input }), ctx.runtime.links);
  }),
});
