import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { emergencyCallerNumber, placeOf } from '#server/hotdesk/note-emergency-call.ts';
import type { SipDesk } from '#server/hotdesk/sip-directory.ts';
import type { Log } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { hostOf } from '#server/sip/flow.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { contextOf } from '../context-of.ts';
import type { Directory } from '../directory.ts';
import type { FeatureCalls, IncomingFeatureCall } from '../feature-calls.ts';
import { dressCall } from '../gateways/dress-call.ts';
import type { GatewayLine } from '../gateways/gateway-line.ts';
import { type Dressing, GatewaySearch } from '../gateways/gateway-search.ts';
import type { Gateways } from '../gateways/gateways.ts';
import type { OwnAddress } from '../own-address.ts';
import type { ProxiedCalls } from '../proxied-calls.ts';
import { TokenBuckets } from '../token-buckets.ts';
import { EmergencyNote } from './emergency-notes.ts';
import { pidfLo } from './pidf-lo.ts';
import { withPlace } from './place-body.ts';
import { spokenPlace } from './spoken-place.ts';

type Deps = {
  hotdesk: HotdeskDeps;
  directory: Directory;
  gateways: Gateways;
  proxiedCalls: ProxiedCalls;
  featureCalls: FeatureCalls;
  own: OwnAddress;
  sipHost: string;
  scheduler: Scheduler;
  log: Log;
};

/** Somebody in panic redials; a phone that calls more often is broken, and holds up whoever answers there. */
const CALLS_A_DESK = { capacity: 20, perSecond: 0.2 };

/** Calls for help: they go out with the place of the desk, whoever sits there, by every gateway that may still take one. */
export class EmergencyCalls {
  readonly #deps: Deps;
  readonly #rate = new TokenBuckets(CALLS_A_DESK);

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async call(incoming: IncomingFeatureCall, number: string, nowMs: number): Promise<void> {
    const { proxiedCalls, log, directory } = this.#deps;
    const { engine, transaction, desk } = incoming;
    if (!this.#rate.take(desk.deskId, nowMs)) return transaction.reply(503, nowMs);
    log.warn('an emergency call', { desk: desk.displayName, number });
    const { gatewayIds } = directory.settings(desk.tenantId).emergencyRoute;
    const search = this.#searchFor(incoming, number, { gatewayIds, nowMs });
    const first = search.first();
    if (first === undefined) return this.#noRoute(incoming, number);
    const note = this.#note(incoming, number, 'calling');
    proxiedCalls.start({
      ...{ engine, transaction, targets: [first], nowMs },
      caller: { party: { is: 'desk', deskId: desk.deskId } },
      user: {
        reached: () => void note.cameTo('routed', search.line?.gateway.name ?? null),
        next: (failed, atMs) => search.next(failed, atMs),
        instead: (status) => {
          if (status === 487) {
            void note.givenUp();
            return false;
          }
          log.error('an emergency call came to nothing', { desk: desk.displayName, status });
          void note.cameTo('failed', null);
          this.#deps.featureCalls.sayInstead(incoming, ['no-emergency-route']);
          return true;
        },
      },
    });
  }

  /** Says where the desk is, as it would be told to those who help. */
  async test(incoming: IncomingFeatureCall, number: string): Promise<void> {
    const { directory, featureCalls } = this.#deps;
    const { desk } = incoming;
    this.#note(incoming, number, 'test');
    const place = placeOf(desk, directory.settings(desk.tenantId));
    await featureCalls.say(incoming, spokenPlace(place, desk.extension));
  }

  async #noRoute(incoming: IncomingFeatureCall, number: string): Promise<void> {
    this.#deps.log.error('an emergency call has no route', { desk: incoming.desk.displayName });
    this.#note(incoming, number, 'no_route');
    await this.#deps.featureCalls.say(incoming, ['no-emergency-route']);
  }

  #note(
    incoming: IncomingFeatureCall,
    number: string,
    outcome: 'calling' | 'no_route' | 'test',
  ): EmergencyNote {
    const { deskId } = incoming.desk;
    const called = { deskId, number, isTest: outcome === 'test', outcome };
    return new EmergencyNote(this.#deps, contextOf(this.#deps.hotdesk, incoming), called);
  }

  #searchFor(
    { engine, transaction, desk }: IncomingFeatureCall,
    number: string,
    { gatewayIds, nowMs }: { gatewayIds: readonly string[]; nowMs: number },
  ): GatewaySearch {
    const { gateways, own } = this.#deps;
    const { request, flow } = transaction;
    const place = this.#placeBody(request, { desk, tag: engine.newTag(), nowMs });
    return new GatewaySearch({
      engine,
      lines: gatewayIds.flatMap((id) => gateways.line(id) ?? []),
      isEmergency: true,
      recordRoutesTo: (callee) => own.recordRoutes(flow, callee),
      dress: (line, isPlain) => {
        const plain = this.#dress(line, request, { desk, number });
        if (isPlain) return plain;
        return { ...plain, headers: [...(plain.headers ?? []), ...place.headers], body: place.body };
      },
    });
  }

  /** RFC 3261 20.26, and a number to call back, even of somebody who wants not to be known. */
  #dress(
    line: GatewayLine,
    request: SipRequest,
    { desk, number }: { desk: SipDesk; number: string },
  ): Dressing {
    const settings = this.#deps.directory.settings(desk.tenantId);
    const identity = {
      name: desk.displayName,
      extension: desk.extension,
      callerNumber: emergencyCallerNumber(desk, settings),
    };
    const dressed = dressCall(line, request, { number, identity, isOpen: true });
    return { ...dressed, headers: [...dressed.headers, ['Priority', 'emergency']] };
  }

  #placeBody(request: SipRequest, { desk, tag, nowMs }: { desk: SipDesk; tag: string; nowMs: number }) {
    const { directory, sipHost } = this.#deps;
    const host = hostOf(sipHost);
    const place = placeOf(desk, directory.settings(desk.tenantId));
    const { mac, extension } = desk;
    const located = pidfLo({ place, mac, extension, host, atMs: nowMs });
    return withPlace(request, { pidfLo: located, contentId: `${tag}@${host}`, boundary: tag });
  }
}
