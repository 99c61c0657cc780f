import { readSettings, saveSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
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
  const { logInCode, logOutCode, outboundRoutes, inboundNumbers, loggedOutCalls } = input;
  const details = {
    ...{ logInCode, logOutCode, loggedOut: loggedOutCalls.allow },
    ...{ routes: outboundRoutes.length, inboundNumbers: inboundNumbers.length },
  };
  await saveSettings(ctx, input, { action: 'dial_plan.changed', label: 'Dial plan', details });
  return getDialPlan({ ctx });
}
