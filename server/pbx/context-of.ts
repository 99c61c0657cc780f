import type { HotdeskContext, HotdeskDeps } from '#server/hotdesk/context.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { SipDesk } from '#server/hotdesk/sip-directory.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';

/** Whoever dials something at a desk's phone does it through the phone. */
export function contextOf(
  hotdesk: HotdeskDeps,
  { desk, transaction }: { desk: SipDesk; transaction: ServerTransaction },
): HotdeskContext {
  const actor = {
    kind: 'phone' as const,
    mac: desk.mac as MacAddress,
    label: desk.displayName,
    door: 'dial' as const,
    source: transaction.flow.remote.address,
  };
  return { ...hotdesk, tenantId: desk.tenantId, actor };
}
