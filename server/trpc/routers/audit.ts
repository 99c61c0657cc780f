import { listAudit } from '#server/hotdesk/audit.ts';
import { auditInput } from '#server/hotdesk/schemas.ts';
import { adminProcedure, router } from '../init.ts';

export const auditRouter = router({
  list: adminProcedure.input(auditInput).query(({ ctx, input }) => listAudit({ ctx: ctx.hotdesk, input })),
});
