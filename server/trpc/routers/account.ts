import { organisationName } from '#server/hotdesk/overview.ts';
import { publicProcedure, router } from '../init.ts';

export const accountRouter = router({
  /** Who is signed in here; null = nobody. */
  me: publicProcedure.query(async ({ ctx }) => {
    if (ctx.caller.is !== 'browser' || ctx.caller.account === undefined) return null;
    const { id, name, email, role, tenantId } = ctx.caller.account;
    return { id, name, email, role, organisation: await organisationName(ctx.runtime.hotdesk.db, tenantId) };
  }),
});
