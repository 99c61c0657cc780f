import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import { deskIdentity } from '../caller-identity.ts';
import type { FeatureCalls, IncomingFeatureCall } from '../feature-calls.ts';
import type { OwnAddress } from '../own-address.ts';
import type { ProxiedCalls } from '../proxied-calls.ts';
import { SIPS_NOT_ALLOWED, schemeOf } from '../way-to-phone.ts';
import { dressCall } from './dress-call.ts';
import { GatewaySearch, isUnable } from './gateway-search.ts';
import type { Gateways } from './gateways.ts';

type Deps = {
  gateways: Gateways;
  proxiedCalls: ProxiedCalls;
  featureCalls: FeatureCalls;
  own: OwnAddress;
};

type Outside = {
  readonly credential: SipCredential;
  /** As the gateways are to hear it. */
  readonly number: string;
  readonly gatewayIds: readonly string[];
};

/**
 * A desk calls somebody outside: by the gateways of its route, one after the other. Where nobody may listen that is
 * by those that are spoken to over TLS, or not at all (RFC 5630 5.3); what is behind a gateway nobody knows (26.4.4).
 */
export async function callOut(
  { gateways, proxiedCalls, featureCalls, own }: Deps,
  call: IncomingFeatureCall,
  { outside, nowMs }: { outside: Outside; nowMs: number },
): Promise<void> {
  const { engine, transaction, desk } = call;
  const { number, gatewayIds, credential } = outside;
  const identity = deskIdentity(desk, credential);
  const scheme = schemeOf(transaction.request);
  const lines = gatewayIds
    .flatMap((id) => gateways.line(id) ?? [])
    .filter(({ gateway }) => scheme === 'sip' || gateway.transport === 'tls');
  if (lines.length === 0 && scheme === 'sips')
    return transaction.reply(480, nowMs, { headers: [SIPS_NOT_ALLOWED] });
  const search = new GatewaySearch({
    engine,
    lines,
    recordRoutesTo: (callee) => own.recordRoutes(transaction.flow, callee, scheme),
    dress: (line) => dressCall(line, transaction.request, { number, identity, scheme }),
  });
  const first = search.first();
  if (first === undefined) return featureCalls.refuse(call, 480, 'all-lines-busy');
  proxiedCalls.start({
    ...{ engine, transaction, targets: [first], nowMs },
    caller: { party: { is: 'desk', deskId: desk.deskId } },
    user: {
      next: (failed, atMs) => search.next(failed, atMs),
      instead(status) {
        if (isUnable(status)) featureCalls.refuseInstead(call, 480, 'all-lines-busy');
        return isUnable(status);
      },
    },
  });
}
