import { countAll, organisationName } from '#server/hotdesk/overview.ts';
import { adminProcedure, router } from '../init.ts';

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
});
