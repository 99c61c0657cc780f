import {
  countUnseenEmergencyCalls,
  listEmergencyCalls,
  markEmergencyCallSeen,
} from '#server/hotdesk/emergency-calls.ts';
import { getEmergencySettings, setEmergencySettings } from '#server/hotdesk/emergency-settings.ts';
import {
  emergencyCallKeyInput,
  emergencyCallsInput,
  emergencySettingsInput,
} from '#server/hotdesk/number-schemas.ts';
import { adminProcedure, router } from '../init.ts';

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
  /** What the banner of every page says: calls that nobody has seen, and whether help can be reached at all. */
  banner: adminProcedure.query(async ({ ctx }) => {
    const { route, numbers } = await getEmergencySettings({ ctx: ctx.hotdesk });
    const unseen = await countUnseenEmergencyCalls({ ctx: ctx.hotdesk });
    return { unseen, numbers, hasRoute: route.gatewayIds.length > 0 };
  }),
});
