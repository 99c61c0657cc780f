import type { DeskId } from '#server/hotdesk/ids.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import type { SipRequest, SipResponse } from '#server/sip/message/message.ts';
import { forwardRequest } from '#server/sip/proxy/forward-request.ts';
import { ProxiedRequest, type ProxiedRequestUser, type Target } from '#server/sip/proxy/proxied-request.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { DeskCalls } from './desk-calls.ts';
import { keysOf, ProxiedCall, type Side } from './proxied-call.ts';

export type CallTarget = Target & { readonly deskId: DeskId };

type Start = {
  engine: SipEngine;
  transaction: ServerTransaction;
  caller: DeskId;
  targets: readonly CallTarget[];
  nowMs: number;
};

/** How a phone registered last: by which Call-ID, over which flow. */
type Registration = { readonly callId: string; readonly flow: Flow };
type Found = { readonly call: ProxiedCall; readonly tag: string; readonly side: Side };

/** How long after its time a call is still taken for one. */
const SWEEP_MS = 60_000;
const REFRESHES = ['INVITE', 'UPDATE'];
/** What is asked within a call of the call itself. A 481 to a PRACK or a NOTIFY is not about the call. */
const ABOUT_THE_CALL = ['INVITE', 'UPDATE', 'INFO', 'OPTIONS'];

/**
 * Calls from desk to desk: who is on which side, so that every later request finds its way and nothing else does.
 *
 * A BYE may never come. A call is over without one when its session timer has run out (RFC 4028), when a phone says
 * of a request that it knows no such call or does not answer it (RFC 3261 12.2.1.2), when both phones have started
 * anew, or when nothing was heard of it for half a day. A phone that has started anew is not in the call any more,
 * and is told what it is to know; its peer still is. That a registration has run out says nothing: a phone whose desk
 * session ended in the middle of a call has none, and talks on.
 */
export class ProxiedCalls {
  readonly #deskCalls: DeskCalls;
  readonly #calls = new Map<string, ProxiedCall>();
  readonly #registrations = new Map<DeskId, Registration>();
  #isSweeping = false;

  constructor(deskCalls: DeskCalls) {
    this.#deskCalls = deskCalls;
  }

  get count(): number {
    return this.#calls.size;
  }

  /** Rings at every target. */
  start({ engine, transaction, caller, targets, nowMs }: Start): void {
    const { request, flow } = transaction;
    const call = new ProxiedCall(request, { deskId: caller, flow, hasLeft: false });
    this.#calls.set(call.key, call);
    const deskIds = new Set([caller, ...targets.map(({ deskId }) => deskId)]);
    for (const deskId of deskIds) this.#deskCalls.begin(deskId, call.key);
    const sides = new Map<Target, Side>();
    for (const target of targets)
      sides.set(target, { deskId: target.deskId, flow: target.flow, hasLeft: false });
    const user: ProxiedRequestUser = {
      ringing: (target, response) => {
        const side = sides.get(target);
        if (side !== undefined) call.rings(response, side);
      },
      answered: (target, response, atMs) => {
        const side = sides.get(target);
        if (side !== undefined) this.#answered({ call, side, response, nowMs: atMs });
        for (const deskId of deskIds) if (!call.deskIds.has(deskId)) this.#deskCalls.end(deskId, call.key);
      },
      failed: () => {
        this.#calls.delete(call.key);
        for (const deskId of deskIds) this.#deskCalls.end(deskId, call.key);
      },
    };
    new ProxiedRequest({ engine, transaction, targets, nowMs, user });
    this.#sweepLater(engine, nowMs);
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
    const targets = [{ uri: request.uri, flow: found.side.flow }];
    new ProxiedRequest({ engine, transaction, targets, nowMs, user });
    return true;
  }

  /** The ACK of a 2xx goes the same way, in no transaction. */
  forwardAck(engine: SipEngine, ack: SipRequest): void {
    const found = this.#find(ack);
    const forwarded = found && forwardRequest(ack, { uri: ack.uri });
    if (found !== undefined && forwarded !== undefined) engine.sendAck(forwarded, found.side.flow);
  }

  /**
   * A desk's phone has registered. RFC 3261 10.2: all its REGISTERs have one Call-ID until it starts anew, and then it
   * knows of no call. The same Call-ID by another way is a NAT or a connection that changed: the call goes on there.
   */
  registered(deskId: DeskId, registration: Registration, nowMs: number): void {
    const before = this.#registrations.get(deskId);
    this.#registrations.set(deskId, registration);
    if (before === undefined) return;
    const isSamePhone = before.callId === registration.callId;
    if (isSamePhone && before.flow.id === registration.flow.id) return;
    for (const call of [...this.#calls.values()]) {
      this.#change(call, nowMs, () => {
        for (const side of call.sides.filter((one) => one.deskId === deskId)) {
          if (!isSamePhone) side.hasLeft = true;
          else if (side.flow.id === before.flow.id) side.flow = registration.flow;
        }
      });
    }
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
    for (const deskId of call.deskIds) this.#deskCalls.begin(deskId, call.key);
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
      const other = call?.otherSide(request);
      if (call !== undefined && other !== undefined) return { call, ...other };
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
