import type { HotdeskDeps } from './context.ts';
import { writeEvent } from './events.ts';
import type { SipGateway } from './sip-gateways.ts';

/** A gateway is doing otherwise than before. How, only the process that speaks with it knows: whoever shows it asks. */
export async function noteGatewayState(
  deps: Pick<HotdeskDeps, 'db' | 'clock'>,
  { tenantId, gatewayId }: Pick<SipGateway, 'tenantId' | 'gatewayId'>,
): Promise<void> {
  await writeEvent(deps, { type: 'gateway', what: 'state', tenantId, gatewayId });
}
