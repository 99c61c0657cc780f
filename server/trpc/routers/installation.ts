import { dialCodes } from '#server/hotdesk/dial-codes.ts';
import { countAll, organisationName } from '#server/hotdesk/overview.ts';
import type { ProcedureContext } from '../context.ts';
import { adminProcedure, publicProcedure, router } from '../init.ts';

export const installationRouter = router({
  /** What the first page of the portal shows. */
  overview: adminProcedure.query(async ({ ctx }) => {
    const { links, isPeopleUrlGiven, checks } = ctx.runtime;
    return {
      organisation: await organisationName(ctx.hotdesk.db, ctx.hotdesk.tenantId),
      peopleUrl: links.peopleUrl,
      phonesUrl: links.phonesUrl,
      isPeopleUrlGiven,
      isPlainHttp: links.peopleUrl.startsWith('http:'),
      checks: await checks(),
      counts: await countAll({ ctx: ctx.hotdesk }),
    };
  }),

  /** What pages print to be dialled; null where it is not known whose codes they would be. */
  dialCodes: publicProcedure.query(({ ctx }) => dialCodes(ctx.runtime.hotdesk.db, tenantOf(ctx))),
});

const tenantOf = ({ caller }: ProcedureContext) =>
  caller.is === 'program' ? caller.token.tenantId : caller.account?.tenantId;
