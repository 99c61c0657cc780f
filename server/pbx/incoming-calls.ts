import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { unsupportedTags } from '#server/sip/option-tags.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { Authenticator } from './authenticate.ts';
import type { Directory } from './directory.ts';
import type { FeatureCalls, IncomingFeatureCall } from './feature-calls.ts';
import type { Locations } from './locations.ts';
import type { OwnAddress } from './own-address.ts';
import type { ProxiedCalls } from './proxied-calls.ts';
import { type CallRoute, routeCall } from './route-call.ts';
import type { SourceGate } from './source-gate.ts';
import { schemeOf } from './way-to-phone.ts';

export type IncomingCallsDeps = {
  directory: Directory;
  locations: Locations;
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  sipHost: string;
  authenticator: Authenticator;
  gate: SourceGate;
  own: OwnAddress;
  featureCalls: FeatureCalls;
  proxiedCalls: ProxiedCalls;
  /** A phone that missed the end of its credentials calls with them. */
  onEndedCredential(credential: SipCredential): void;
};

/** Every new call: who calls, and where it goes. */
export class IncomingCalls {
  readonly #deps: IncomingCallsDeps;

  constructor(deps: IncomingCallsDeps) {
    this.#deps = deps;
  }

  async receive(transaction: ServerTransaction, nowMs: number): Promise<void> {
    const credential = await this.#authenticate(transaction, nowMs);
    if (credential === undefined) return;
    const { directory } = this.#deps;
    const caller = directory.desk(credential.deskId);
    if (caller === undefined) return transaction.reply(403, nowMs);
    const dialled = parseSipUri(transaction.request.uri)?.user ?? '';
    const scheme = schemeOf(transaction.request);
    const deps = {
      ...this.#deps,
      recordRoutesTo: (callee: ServerTransaction['flow']) =>
        this.#deps.own.recordRoutes(transaction.flow, callee, scheme),
    };
    const route = routeCall(deps, { caller, credential, dialled, scheme, nowMs });
    let work: Promise<void> | undefined;
    this.#deps.run((engine) => {
      work = this.#take(route, { engine, transaction, desk: caller }, nowMs);
    });
    await work;
  }

  /** The live credentials that the caller has proved; undefined when the request has been dealt with. */
  async #authenticate(transaction: ServerTransaction, nowMs: number): Promise<SipCredential | undefined> {
    const { authenticator, gate, onEndedCredential } = this.#deps;
    const checked = await authenticator.check(transaction.request, 'Proxy-Authorization', nowMs);
    // The caller has given up meanwhile (RFC 3261 9.2).
    if (transaction.hasFinal) return undefined;
    if (!gate.checked(checked, transaction, nowMs)) transaction.abandon();
    else if (checked.is === 'live') return checked.credential;
    else if (checked.is === 'challenge') {
      transaction.replyStatelessly(407, { headers: [['Proxy-Authenticate', checked.header]] });
    } else {
      if (checked.is === 'ended') onEndedCredential(checked.credential);
      // Over UDP an answer that is sent again until its ACK comes would go to whoever was named as the sender.
      transaction.replyStatelessly(403);
    }
    return undefined;
  }

  async #take(route: CallRoute, call: IncomingFeatureCall, nowMs: number): Promise<void> {
    const { featureCalls, proxiedCalls } = this.#deps;
    const { engine, transaction, desk } = call;
    if (route.to === 'nobody') {
      const headers = route.warning === undefined ? [] : ([['Warning', route.warning]] as const);
      return transaction.reply(route.status, nowMs, { headers });
    }
    if (route.to === 'desks') {
      const { targets } = route;
      const caller = { party: { is: 'desk', deskId: desk.deskId } } as const;
      return proxiedCalls.start({ engine, transaction, caller, targets, nowMs });
    }
    // What a call requires is for who answers it: here that is us.
    const unsupported = unsupportedTags(transaction.request, 'Require');
    if (unsupported.length > 0) {
      return transaction.reply(420, nowMs, { headers: [['Unsupported', unsupported.join(', ')]] });
    }
    if (featureCalls.isTooMany(desk.deskId)) return transaction.reply(486, nowMs);
    return route.to === 'log-in' ? featureCalls.logIn(call, route.extension) : featureCalls.logOut(call);
  }
}
