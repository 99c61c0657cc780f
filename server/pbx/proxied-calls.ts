import type { DeskId } from '#server/hotdesk/ids.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import {
  cseqOf,
  fromOf,
  type SipRequest,
  type SipResponse,
  tagOf,
  toOf,
} from '#server/sip/message/message.ts';
import { forwardRequest } from '#server/sip/proxy/forward-request.ts';
import { ProxiedRequest, type Target } from '#server/sip/proxy/proxied-request.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { DeskCalls } from './desk-calls.ts';

export type CallTarget = Target & { readonly deskId: DeskId };

type Side = { readonly flow: Flow; readonly deskId: DeskId };
type Call = {
  readonly callId: string;
  readonly callerTag: string;
  readonly caller: Side;
  /** By their tag: with forking more than one may have answered. */
  readonly callees: Map<string, Side>;
};

/** Calls from desk to desk: who is on which side, so that every later request finds its way and nothing else does. */
export class ProxiedCalls {
  readonly #deskCalls: DeskCalls;
  readonly #calls = new Map<string, Call>();

  constructor(deskCalls: DeskCalls) {
    this.#deskCalls = deskCalls;
  }

  get count(): number {
    return this.#calls.size;
  }

  /** Rings at every target. */
  start(args: {
    engine: SipEngine;
    transaction: ServerTransaction;
    caller: DeskId;
    targets: readonly CallTarget[];
    nowMs: number;
  }): void {
    const { engine, transaction, caller, targets, nowMs } = args;
    const { request, flow } = transaction;
    const callId = request.headers.get('Call-ID') ?? '';
    const callerTag = tagOf(fromOf(request)) ?? '';
    const call: Call = { callId, callerTag, caller: { flow, deskId: caller }, callees: new Map() };
    this.#calls.set(callId, call);
    this.#deskCalls.begin(caller, callId, nowMs);
    for (const { deskId } of targets) this.#deskCalls.begin(deskId, callId, nowMs);
    const sideOf = (target: Target): Side => ({
      flow: target.flow,
      deskId: targets.find((one) => one === target)?.deskId ?? caller,
    });
    new ProxiedRequest({
      engine,
      transaction,
      targets,
      nowMs,
      user: {
        // PRACK and UPDATE come before the answer (RFC 3262, RFC 3311).
        ringing(target, response) {
          const tag = tagOf(toOf(response));
          if (tag !== undefined) call.callees.set(tag, sideOf(target));
        },
        answered: (target, response) => this.#answered(call, sideOf(target), { response, targets }),
        failed: () =>
          this.#ended(
            call,
            targets.map(({ deskId }) => deskId),
          ),
      },
    });
  }

  /** A request inside a call goes to the other side. False when it belongs to no call. */
  forward(engine: SipEngine, transaction: ServerTransaction, nowMs: number): boolean {
    const { request } = transaction;
    const found = this.#otherSide(request);
    if (found === undefined) return false;
    const isBye = request.method === 'BYE';
    const over = (): void =>
      this.#ended(
        found.call,
        [...found.call.callees.values()].map(({ deskId }) => deskId),
      );
    new ProxiedRequest({
      engine,
      transaction,
      targets: [{ uri: request.uri, flow: found.side.flow }],
      nowMs,
      user: isBye ? { answered: over, failed: over } : {},
    });
    return true;
  }

  /** The ACK of a 2xx goes the same way, in no transaction. */
  forwardAck(engine: SipEngine, ack: SipRequest): void {
    const found = this.#otherSide(ack);
    const forwarded = found && forwardRequest(ack, { uri: ack.uri });
    if (found !== undefined && forwarded !== undefined) engine.sendAck(forwarded, found.side.flow);
  }

  #answered(call: Call, side: Side, how: { response: SipResponse; targets: readonly CallTarget[] }): void {
    if (cseqOf(how.response)?.method !== 'INVITE') return;
    call.callees.set(tagOf(toOf(how.response)) ?? '', side);
    for (const { deskId } of how.targets)
      if (deskId !== side.deskId) this.#deskCalls.end(deskId, call.callId);
  }

  #otherSide(request: SipRequest): { call: Call; side: Side } | undefined {
    const call = this.#calls.get(request.headers.get('Call-ID') ?? '');
    if (call === undefined) return undefined;
    const [from, to] = [tagOf(fromOf(request)) ?? '', tagOf(toOf(request)) ?? ''];
    const side =
      from === call.callerTag
        ? call.callees.get(to)
        : to === call.callerTag && call.callees.has(from)
          ? call.caller
          : undefined;
    return side && { call, side };
  }

  #ended(call: Call, calleeDeskIds: readonly DeskId[]): void {
    this.#calls.delete(call.callId);
    for (const deskId of new Set([call.caller.deskId, ...calleeDeskIds]))
      this.#deskCalls.end(deskId, call.callId);
  }
}
