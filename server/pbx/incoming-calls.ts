import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import { namesOf } from '#server/sip/dialog/call-names.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { hostOf } from '#server/sip/flow.ts';
import { serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { noParams } from '#server/sip/grammar/params.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { unsupportedTags } from '#server/sip/option-tags.ts';
import { ProxiedRequest } from '#server/sip/proxy/proxied-request.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { ANONYMOUS, deskIdentity, isNamedByCredential, wantsPrivacy } from './caller-identity.ts';
import { type Caller, type Callers, dialledIn } from './callers.ts';
import type { Directory } from './directory.ts';
import type { EmergencyCalls } from './emergency/emergency-calls.ts';
import type { FeatureCalls, IncomingFeatureCall } from './feature-calls.ts';
import { callIn } from './gateways/calls-in.ts';
import { callOut } from './gateways/calls-out.ts';
import type { Gateways } from './gateways/gateways.ts';
import type { Locations } from './locations.ts';
import type { OwnAddress } from './own-address.ts';
import type { CallTarget, ProxiedCalls } from './proxied-calls.ts';
import { type Look, targetsOf } from './reach-extension.ts';
import { type CallRoute, routeCall } from './route-call.ts';
import { SIPS_NOT_ALLOWED, schemeOf } from './way-to-phone.ts';

export type IncomingCallsDeps = {
  directory: Directory;
  locations: Locations;
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  sipHost: string;
  callers: Callers;
  gateways: Gateways;
  own: OwnAddress;
  featureCalls: FeatureCalls;
  proxiedCalls: ProxiedCalls;
  emergencyCalls: EmergencyCalls;
};

type DeskCaller = Extract<Caller, { is: 'desk' }>;
type Call = IncomingFeatureCall & {
  readonly caller: DeskCaller;
  readonly dialled: string;
  readonly nowMs: number;
};

/** Every new call: who calls, and where it goes. */
export class IncomingCalls {
  readonly #deps: IncomingCallsDeps;

  constructor(deps: IncomingCallsDeps) {
    this.#deps = deps;
  }

  async receive(transaction: ServerTransaction, nowMs: number): Promise<void> {
    const caller = await this.#deps.callers.of(transaction, nowMs);
    if (caller === undefined) return;
    const dialled = dialledIn(transaction.request);
    let work: Promise<void> | undefined;
    this.#deps.run((engine, atMs) => {
      if (caller.is === 'gateway') {
        callIn(this.#deps, { engine, transaction, gateway: caller.gateway }, atMs);
      } else if (caller.is === 'desk-in-need') {
        const { desk, number } = caller;
        work = this.#deps.emergencyCalls.call({ engine, transaction, desk }, number, atMs);
      } else {
        const { desk } = caller;
        const route = routeCall(this.#deps.directory, desk, dialled);
        work = this.#take(route, { engine, transaction, desk, caller, dialled, nowMs: atMs });
      }
    });
    await work;
  }

  /** A MESSAGE outside of any call goes where a call would go, between extensions (RFC 3428 7). */
  async message(transaction: ServerTransaction, nowMs: number): Promise<void> {
    const caller = await this.#deps.callers.of(transaction, nowMs);
    if (caller === undefined) return;
    if (caller.is !== 'desk') return transaction.reply(403, nowMs);
    this.#deps.run((engine, atMs) => {
      const route = routeCall(this.#deps.directory, caller.desk, dialledIn(transaction.request));
      if (route.is === 'refused') return transaction.reply(route.status, atMs);
      if (route.is !== 'extension') return transaction.reply(404, atMs);
      const targets = this.#targets(transaction, caller, { extension: route.extension, nowMs: atMs });
      if (targets.length === 0) return transaction.reply(480, atMs);
      const plain = targets.map(({ recordRoutes: _, ...target }) => target);
      new ProxiedRequest({ engine, transaction, targets: plain, nowMs: atMs });
    });
  }

  async #take(route: CallRoute, call: Call): Promise<void> {
    const { featureCalls, emergencyCalls } = this.#deps;
    switch (route.is) {
      case 'emergency':
        return emergencyCalls.call(call, route.number, call.nowMs);
      case 'refused':
        return featureCalls.refuse(call, route.status, route.why);
      case 'extension':
        return this.#ring(call, route.extension);
      case 'outside': {
        const outside = { ...route, credential: call.caller.credential };
        return callOut(this.#deps, call, { outside, nowMs: call.nowMs });
      }
      default:
        return this.#answer(route, call);
    }
  }

  async #ring(call: Call, extension: string): Promise<void> {
    const { engine, transaction, desk, caller, nowMs } = call;
    const targets = this.#targets(transaction, caller, { extension, nowMs });
    if (targets.length === 0) {
      if (schemeOf(transaction.request) === 'sips')
        return transaction.reply(480, nowMs, { headers: [SIPS_NOT_ALLOWED] });
      return this.#deps.featureCalls.refuse(call, 480, 'nobody-at-that-number');
    }
    const party = { is: 'desk', deskId: desk.deskId } as const;
    this.#deps.proxiedCalls.start({ engine, transaction, caller: { party }, targets, nowMs });
  }

  #targets(
    { request, flow }: ServerTransaction,
    { desk, credential }: DeskCaller,
    { extension, nowMs }: { extension: string; nowMs: number },
  ): readonly CallTarget[] {
    const { directory, locations, own, sipHost } = this.#deps;
    const scheme = schemeOf(request);
    const reach = {
      ...{ directory, locations },
      recordRoutesTo: (callee: typeof flow) => own.recordRoutes(flow, callee, scheme),
    };
    const { name, extension: from } = deskIdentity(desk, credential);
    const uri = `sip:${from}@${hostOf(sipHost)}`;
    const identity = serializeNameAddr({ displayName: name, uri, params: noParams });
    const look = lookOf(request, identity, credential);
    return targetsOf(reach, { tenantId: desk.tenantId, extension, scheme, nowMs }, look) ?? [];
  }

  /** What Perch answers itself. */
  async #answer(
    route: Extract<CallRoute, { is: 'log-in' | 'log-out' | 'emergency-test' }>,
    call: Call,
  ): Promise<void> {
    const { featureCalls, emergencyCalls } = this.#deps;
    const { transaction, desk, nowMs } = call;
    // What a call requires is for who answers it: here that is us.
    const unsupported = unsupportedTags(transaction.request, 'Require');
    if (unsupported.length > 0)
      return transaction.reply(420, nowMs, { headers: [['Unsupported', unsupported.join(', ')]] });
    if (featureCalls.isTooMany(desk.deskId)) return transaction.reply(486, nowMs);
    if (route.is === 'emergency-test') return emergencyCalls.test(call, call.dialled);
    return route.is === 'log-in' ? featureCalls.logIn(call, route.extension) : featureCalls.logOut(call);
  }
}

/** RFC 3325 7: phones are told who calls, but not of whom it shall not be known. */
function lookOf(request: SipRequest, identity: string, credential: SipCredential): Look {
  if (wantsPrivacy(request)) return { names: { ...namesOf(request), from: ANONYMOUS } };
  const headers = [['P-Asserted-Identity', identity]] as const;
  return isNamedByCredential(request, credential)
    ? { headers, names: { ...namesOf(request), from: identity } }
    : { headers };
}
