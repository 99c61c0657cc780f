import type { SipGateway } from '#server/hotdesk/sip-gateways.ts';
import { namesOf } from '#server/sip/dialog/call-names.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { DigestLeg } from '#server/sip/proxy/digest-leg.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { ANONYMOUS, outsideIdentity, wantsPrivacy } from '../caller-identity.ts';
import type { Directory } from '../directory.ts';
import type { Locations } from '../locations.ts';
import type { OwnAddress } from '../own-address.ts';
import type { ProxiedCalls } from '../proxied-calls.ts';
import { type Look, targetsOf } from '../reach-extension.ts';
import { schemeOf } from '../way-to-phone.ts';
import type { Gateways } from './gateways.ts';
import { inboundNumber } from './inbound-number.ts';

type Deps = {
  gateways: Gateways;
  directory: Directory;
  locations: Locations;
  proxiedCalls: ProxiedCalls;
  own: OwnAddress;
};
type Call = {
  readonly engine: SipEngine;
  readonly transaction: ServerTransaction;
  readonly gateway: SipGateway;
};

/** Somebody outside calls one of our numbers. It rings where they sit, and never goes out again. */
export function callIn(deps: Deps, { engine, transaction, gateway }: Call, nowMs: number): void {
  const { directory, locations, own, gateways, proxiedCalls } = deps;
  const { request, flow } = transaction;
  const { tenantId, gatewayId } = gateway;
  const extension = inboundNumber(directory, gateway, request);
  const reach = {
    directory,
    locations,
    recordRoutesTo: (callee: typeof flow) => own.recordRoutes(flow, callee, schemeOf(request)),
  };
  const targets =
    extension &&
    targetsOf(reach, { tenantId, extension, scheme: schemeOf(request), nowMs }, lookOf(transaction));
  // Once: over UDP an address proves nothing.
  if (!targets) return transaction.replyStatelessly(404);
  if (targets.length === 0) return transaction.replyStatelessly(480);
  const leg = new DigestLeg(engine, gateways.line(gatewayId)?.digest(engine));
  const caller = { party: { is: 'gateway', gatewayId }, leg } as const;
  proxiedCalls.start({ engine, transaction, caller, targets, nowMs });
}

/** RFC 3325 7: a phone is not trusted with who wants not to be known. */
function lookOf({ request }: ServerTransaction): Look {
  if (wantsPrivacy(request)) return { names: { ...namesOf(request), from: ANONYMOUS } };
  const identity = outsideIdentity(request);
  return { headers: identity === undefined ? [] : [['P-Asserted-Identity', identity]] };
}
