import {
  listEmergencyCalls,
  markEmergencyCallSeen,
  unseenEmergencyCalls,
} from '#server/hotdesk/emergency-calls.ts';
import { hasEmergencyRoute } from '#server/hotdesk/emergency-route.ts';
import { getEmergencySettings, setEmergencySettings } from '#server/hotdesk/emergency-settings.ts';
import {
  emergencyCallKeyInput,
  emergencyCallsInput,
  emergencySettingsInput,
} from '#server/hotdesk/number-schemas.ts';
import { listSites } from '#server/hotdesk/sites.ts';
import { adminProcedure, router } from '../init.ts';

/** More would hide the page. */
const CALLS_SHOWN = 2;

export const emergencyRouter = router({
  get: adminProcedure.query(({ ctx }) => getEmergencySettings({ ctx: ctx.hotdesk })),
  set: adminProcedure
    .input(emergencySettingsInput)
    .mutation(({ ctx, input }) => setEmergencySettings({ ctx: ctx.hotdesk, input })),
  calls: adminProcedure
    .input(emergencyCallsInput)
    .query(({ ctx, input }) => listEmergencyCalls({ ctx: ctx.hotdesk, input })),
  markSeen: adminProcedure
    .input(emergencyCallKeyInput)
    .mutation(({ ctx, input }) => markEmergencyCallSeen({ ctx: ctx.hotdesk, input })),
  /** The names that desks call their sites. */
  sites: adminProcedure.query(({ ctx }) => listSites({ ctx: ctx.hotdesk })),
  /** What the banner of every page says: calls that nobody has seen, and whether help can be reached at all. */
  banner: adminProcedure.query(async ({ ctx }) => {
    const unseen = await unseenEmergencyCalls({ ctx: ctx.hotdesk, input: { limit: CALLS_SHOWN } });
    const { canSendMail } = ctx.runtime;
    return { unseen, hasRoute: await hasEmergencyRoute({ ctx: ctx.hotdesk }), canSendMail };
  }),
});
