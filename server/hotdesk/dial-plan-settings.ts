import { writeAudit } from './audit.ts';
import { changeSettings, readSettings } from './change-settings.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { writeEvent } from './events.ts';
import type { DialPlanInput } from './number-schemas.ts';
import type { TenantSettings } from './tenant-settings.ts';

export type DialPlanView = Pick<
  TenantSettings,
  'logInCode' | 'logOutCode' | 'outboundRoutes' | 'inboundNumbers' | 'loggedOutCalls'
>;

/** What says where numbers go, but for emergencies. */
export async function getDialPlan({ ctx }: { ctx: HotdeskContext }): Promise<DialPlanView> {
  const { logInCode, logOutCode, outboundRoutes, inboundNumbers, loggedOutCalls } = await readSettings(ctx);
  return { logInCode, logOutCode, outboundRoutes, inboundNumbers, loggedOutCalls };
}

/**
 * Puts another plan in the place of the one that is there. New codes reach the phones' keys with their next
 * configuration, which they are told to fetch.
 *
 * @throws HotdeskError `invalid` for numbers that would hide one another, and for gateways that there are not
 */
export async function setDialPlan({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: DialPlanInput;
}): Promise<DialPlanView> {
  const eventId = await inTransaction(ctx, async (tx) => {
    await changeSettings(tx, input);
    const { tenantId } = tx;
    const subject = { kind: 'tenant' as const, id: tenantId, label: 'Dial plan' };
    const { logInCode, logOutCode, outboundRoutes, inboundNumbers, loggedOutCalls } = input;
    await writeAudit(tx, {
      action: 'dial_plan.changed',
      subject,
      details: {
        ...{ logInCode, logOutCode, loggedOut: loggedOutCalls.allow },
        ...{ routes: outboundRoutes.length, inboundNumbers: inboundNumbers.length },
      },
    });
    return writeEvent(tx, { type: 'tenant', what: 'edited', tenantId });
  });
  await ctx.barrier.applied(eventId);
  return getDialPlan({ ctx });
}
