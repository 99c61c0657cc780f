import type { DeskId } from '#server/hotdesk/ids.ts';
import { type CallNames, namedAs, namesOf } from '#server/sip/dialog/call-names.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import type { SipRequest, SipResponse } from '#server/sip/message/message.ts';
import type { DigestLeg } from '#server/sip/proxy/digest-leg.ts';
import { type Forwarded, forwardRequest, routeOn } from '#server/sip/proxy/forward-request.ts';
import {
  type FailedTry,
  ProxiedRequest,
  type ProxiedRequestUser,
  type Target,
} from '#server/sip/proxy/proxied-request.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { CallDirection, DeskCalls } from './desk-calls.ts';
import { keysOf, type Party, ProxiedCall, type Side, type Way } from './proxied-call.ts';

export type CallTarget = Target & {
  readonly party: Party;
  /** What From and To are to be there. */
  readonly names?: CallNames;
  readonly sender?: DigestLeg;
};

/** Who wants to know more of a call than that it is there. */
export type CallUser = {
  /** It rings there, or was taken. */
  reached?(): void;
  /** Where to try when nobody there took it. */
  next?(failed: FailedTry, nowMs: number): CallTarget | undefined;
  /** It came to nothing: true if its caller is answered by the user. */
  instead?(status: number, nowMs: number): boolean;
};

type Start = {
  engine: SipEngine;
  transaction: ServerTransaction;
  caller: Pick<Side, 'party' | 'leg'>;
  targets: readonly CallTarget[];
  user?: CallUser;
  nowMs: number;
};

/** How a phone registered last: by which Call-ID, over which flow. */
type Registration = { readonly callId: string; readonly flow: Flow };
/** A phone comes by another way, or has started anew. */
export type PhoneChange = { readonly isSamePhone: boolean; readonly from: Flow; readonly to: Flow };
type Found = Way & { readonly call: ProxiedCall };

/** How long after its time a call is still taken for one. */
const SWEEP_MS = 60_000;
const REFRESHES = ['INVITE', 'UPDATE'];
/** What is asked within a call of the call itself. A 481 to a PRACK or a NOTIFY is not about the call. */
const ABOUT_THE_CALL = ['INVITE', 'UPDATE', 'INFO', 'OPTIONS'];

/**
 * Calls that others answer: who is on which side, so that every later request finds its way and nothing else does.
 *
 * A BYE may never come. A call is over without one when its session timer has run out (RFC 4028), when a phone says
 * of a request that it knows no such call or does not answer it (RFC 3261 12.2.1.2), when both phones have started
 * anew, or when nothing was heard of it for half a day. A phone that has started anew is not in the call any more,
 * and is told what it is to know; its peer still is. That a registration has run out says nothing: a phone whose desk
 * session ended in the middle of a call has none, and talks on.
 */
export class ProxiedCalls {
  readonly #deskCalls: DeskCalls;
  readonly #isOurs: (uri: string) => boolean;
  readonly #calls = new Map<string, ProxiedCall>();
  readonly #registrations = new Map<DeskId, Registration>();
  #isSweeping = false;

  /** @param isOurs whether a URI is that of this server itself */
  constructor(deskCalls: DeskCalls, isOurs: (uri: string) => boolean) {
    this.#deskCalls = deskCalls;
    this.#isOurs = isOurs;
  }

  get count(): number {
    return this.#calls.size;
  }

  /** Rings at every target, and then wherever else it is said. */
  start(start: Start): void {
    const { engine, transaction, targets, nowMs } = start;
    const { request, flow } = transaction;
    const call = new ProxiedCall(request, { ...start.caller, flow, hasLeft: false });
    // RFC 5393 4: it went out and came back, and may go round once more.
    if (this.#calls.has(call.key)) return transaction.replyStatelessly(482);
    this.#calls.set(call.key, call);
    const deskIds = new Set(
      [start.caller, ...targets].flatMap(({ party }) => (party.is === 'desk' ? [party.deskId] : [])),
    );
    for (const deskId of deskIds) this.#deskCalls.begin(deskId, call.key, directionOf(start, deskId));
    const user = this.#userOf(start, call, deskIds);
    new ProxiedRequest({ engine, transaction, nowMs, user, targets: targets.map(named(call, request)) });
    this.#sweepLater(engine, nowMs);
  }

  #userOf(start: Start, call: ProxiedCall, deskIds: ReadonlySet<DeskId>): ProxiedRequestUser {
    const sides = new Map<Target, Side>();
    const sideOf = (target: Target): Side => {
      const known = sides.get(target) ?? sideAt(target as CallTarget);
      sides.set(target, known);
      return known;
    };
    const freeAllBut = (kept: ReadonlySet<DeskId>): void => {
      for (const deskId of deskIds) if (!kept.has(deskId)) this.#deskCalls.end(deskId, call.key);
    };
    return {
      ringing: (target, response) => {
        call.rings(response, sideOf(target));
        for (const { party } of [start.caller, sideOf(target)])
          if (party.is === 'desk') this.#deskCalls.reach(party.deskId, call.key, 'early');
        start.user?.reached?.();
      },
      answered: (target, response, nowMs) => {
        start.user?.reached?.();
        this.#answered({ call, side: sideOf(target), response, nowMs });
        freeAllBut(call.deskIds);
      },
      next: (failed, nowMs) => {
        const target = start.user?.next?.(failed, nowMs);
        return target && named(call, start.transaction.request)(target);
      },
      instead: (status, nowMs) => start.user?.instead?.(status, nowMs) ?? false,
      failed: () => {
        this.#calls.delete(call.key);
        freeAllBut(new Set());
      },
    };
  }

  /** Whether a request is of a call that goes through here. */
  has(request: SipRequest): boolean {
    return this.#find(request) !== undefined;
  }

  /** A request inside a call goes to the other side. False when it belongs to no call. */
  forward(engine: SipEngine, transaction: ServerTransaction, nowMs: number): boolean {
    const { request } = transaction;
    const found = this.#find(request);
    if (found === undefined) return false;
    const user: ProxiedRequestUser = {
      answered: (_, response, atMs) => this.#succeeded(found, { request, response, nowMs: atMs }),
      failed: (status, atMs) => this.#failed(found, { request, status, nowMs: atMs }),
    };
    const targets = [{ ...this.#onward(found, request), flow: found.to.flow, sender: found.to.leg }];
    new ProxiedRequest({ engine, transaction, targets, nowMs, user });
    return true;
  }

  /** The ACK of a 2xx goes the same way, in no transaction. */
  forwardAck(engine: SipEngine, ack: SipRequest): void {
    const found = this.#find(ack);
    const forwarded = found && forwardRequest(ack, this.#onward(found, ack));
    if (found === undefined || forwarded === undefined) return;
    const { flow, leg } = found.to;
    engine.sendAck(leg === undefined ? forwarded : leg.ack(forwarded), flow);
  }

  #onward({ from, to, isCallers }: Way, request: SipRequest): Forwarded {
    const onward = routeOn(request, this.#isOurs);
    if (from.names === to.names || to.names === undefined) return onward;
    return { ...onward, headers: namedAs(request, to.names, isCallers) };
  }

  /**
   * A desk's phone has registered. RFC 3261 10.2: all its REGISTERs have one Call-ID until it starts anew, and then it
   * knows of no call. The same Call-ID by another way is a NAT or a connection that changed: the call goes on there.
   * Answers what has changed, if anything.
   */
  registered(deskId: DeskId, registration: Registration, nowMs: number): PhoneChange | undefined {
    const before = this.#registrations.get(deskId);
    this.#registrations.set(deskId, registration);
    if (before === undefined) return undefined;
    const isSamePhone = before.callId === registration.callId;
    if (isSamePhone && before.flow.id === registration.flow.id) return undefined;
    for (const call of [...this.#calls.values()]) {
      this.#change(call, nowMs, () => {
        for (const side of call.sides.filter(({ party }) => party.is === 'desk' && party.deskId === deskId)) {
          if (!isSamePhone) side.hasLeft = true;
          else if (side.flow.id === before.flow.id) side.flow = registration.flow;
        }
      });
    }
    return { isSamePhone, from: before.flow, to: registration.flow };
  }

  /** The desk is no more. */
  forget(deskId: DeskId): void {
    this.#registrations.delete(deskId);
  }

  #answered(how: { call: ProxiedCall; side: Side; response: SipResponse; nowMs: number }): void {
    const { call, side, response, nowMs } = how;
    // A 2xx that comes again after the end begins nothing.
    if (this.#calls.get(call.key) !== call) return;
    this.#change(call, nowMs, () => call.answered(response, side, nowMs));
    for (const deskId of call.deskIds) {
      this.#deskCalls.begin(deskId, call.key);
      this.#deskCalls.reach(deskId, call.key, 'confirmed');
    }
  }

  #succeeded({ call, tag }: Found, how: { request: SipRequest; response: SipResponse; nowMs: number }): void {
    const { request, response, nowMs } = how;
    this.#change(call, nowMs, () => {
      if (request.method === 'BYE') call.end(tag);
      else if (REFRESHES.includes(request.method)) call.refreshed(response, nowMs);
      else call.heardOf(nowMs);
    });
  }

  #failed({ call, tag }: Found, how: { request: SipRequest; status: number; nowMs: number }): void {
    const { request, status, nowMs } = how;
    const isUnknownThere = (status === 481 || status === 408) && ABOUT_THE_CALL.includes(request.method);
    if (request.method === 'BYE' || isUnknownThere) this.#change(call, nowMs, () => call.end(tag));
  }

  #find(request: SipRequest): Found | undefined {
    for (const key of keysOf(request)) {
      const call = this.#calls.get(key);
      const way = call?.wayOf(request);
      if (call !== undefined && way !== undefined) return { call, ...way };
    }
    return undefined;
  }

  /** Whoever is not in the call any more after a change is free, and everybody if it is over. */
  #change(call: ProxiedCall, nowMs: number, change: () => void): void {
    const before = call.deskIds;
    change();
    const isOver = call.isOver(nowMs);
    if (isOver && this.#calls.get(call.key) === call) this.#calls.delete(call.key);
    const after = isOver ? new Set<DeskId>() : call.deskIds;
    for (const deskId of before) if (!after.has(deskId)) this.#deskCalls.end(deskId, call.key);
  }

  #sweepLater(engine: SipEngine, nowMs: number): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    engine.at(nowMs + SWEEP_MS, (atMs) => {
      this.#isSweeping = false;
      for (const call of [...this.#calls.values()]) this.#change(call, atMs, () => {});
      if (this.#calls.size > 0) this.#sweepLater(engine, atMs);
    });
  }
}

const directionOf = ({ caller: { party } }: Start, deskId: DeskId): CallDirection =>
  party.is === 'desk' && party.deskId === deskId ? 'initiator' : 'recipient';

function sideAt({ party, flow, names, sender }: CallTarget): Side {
  return { party, flow, hasLeft: false, names, leg: sender };
}

/** Where one side is called otherwise, every side has to be told by what it knows itself. */
const named =
  (call: ProxiedCall, invite: SipRequest) =>
  (target: CallTarget): CallTarget => {
    if (target.names === undefined) return target;
    call.caller.names ??= namesOf(invite);
    return { ...target, headers: [...namedAs(invite, target.names, true), ...(target.headers ?? [])] };
  };
