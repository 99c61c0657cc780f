import { readNumber } from '#server/hotdesk/dial-plan.ts';
import type { SipCredential, SipDesk } from '#server/hotdesk/sip-directory.ts';
import type { SipGateway } from '#server/hotdesk/sip-gateways.ts';
import type { Flow } from '#server/sip/flow.ts';
import { serviceOf } from '#server/sip/grammar/service-urn.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { Authenticated, Authenticator } from './authenticate.ts';
import type { Directory } from './directory.ts';
import type { DeskFlows } from './emergency/desk-flows.ts';
import type { Gateways } from './gateways/gateways.ts';
import type { SourceGate } from './source-gate.ts';

/** Who calls. */
export type Caller =
  | { readonly is: 'desk'; readonly desk: SipDesk; readonly credential: SipCredential }
  /** A phone of which we know which it is and no more: it may call for help, by this number. */
  | { readonly is: 'desk-in-need'; readonly desk: SipDesk; readonly number: string }
  | { readonly is: 'gateway'; readonly gateway: SipGateway };

type InNeed = Extract<Caller, { is: 'desk-in-need' }>;

export type CallersDeps = {
  directory: Directory;
  authenticator: Authenticator;
  gate: SourceGate;
  gateways: Gateways;
  deskFlows: DeskFlows;
  /** A phone that missed the end of its credentials calls with them. */
  onEndedCredential(credential: SipCredential): void;
};

/** The number that a request is for, or the service: `urn:service:sos`. */
export function dialledIn({ uri }: SipRequest): string {
  const service = serviceOf(uri);
  return service === undefined ? (parseSipUri(uri)?.user ?? '') : `urn:service:${service}`;
}

/** Finds out who sends a request that begins something. */
export class Callers {
  readonly #deps: CallersDeps;

  constructor(deps: CallersDeps) {
    this.#deps = deps;
  }

  /** Whether nothing must keep this request out: a call for help from a phone that we know. */
  isCallForHelp(request: SipRequest, flow: Flow): boolean {
    return request.method === 'INVITE' && this.#inNeed(request, flow) !== undefined;
  }

  /** Undefined when the request has been dealt with. @rejects while the database is away */
  async of(transaction: ServerTransaction, nowMs: number): Promise<Caller | undefined> {
    const { request, flow } = transaction;
    const inNeed = this.#inNeed(request, flow);
    if (!request.headers.has('Proxy-Authorization')) {
      if (inNeed !== undefined) return inNeed;
      const gateway = this.#gatewayBehind(request, flow);
      if (gateway !== undefined) return { is: 'gateway', gateway };
    }
    const checked = await this.#check(request, nowMs, inNeed);
    // The caller has given up meanwhile (RFC 3261 9.2).
    if (transaction.hasFinal) return undefined;
    if (checked.is !== 'live' && inNeed !== undefined) return inNeed;
    return this.#judge(checked, transaction, nowMs);
  }

  /** A phone that we know is no gateway, though it be behind the same address. */
  #gatewayBehind(request: SipRequest, flow: Flow): SipGateway | undefined {
    const { deskFlows, gateways } = this.#deps;
    return deskFlows.deskBehind(flow) === undefined ? gateways.callerOf(request, flow) : undefined;
  }

  /** By its way it is known, whatever the database or its credentials say. */
  async #check(request: SipRequest, nowMs: number, inNeed: InNeed | undefined): Promise<Authenticated> {
    try {
      return await this.#deps.authenticator.check(request, 'Proxy-Authorization', nowMs);
    } catch (error) {
      if (inNeed === undefined) throw error;
      return { is: 'refused' };
    }
  }

  #judge(checked: Authenticated, transaction: ServerTransaction, nowMs: number): Caller | undefined {
    const { gate, deskFlows, directory } = this.#deps;
    if (!gate.checked(checked, transaction, nowMs)) {
      transaction.abandon();
      return undefined;
    }
    switch (checked.is) {
      case 'challenge':
        transaction.replyStatelessly(407, { headers: [['Proxy-Authenticate', checked.header]] });
        return undefined;
      case 'refused':
        // Over UDP an answer that is sent again until its ACK comes would go to whoever was named as the sender.
        transaction.replyStatelessly(403);
        return undefined;
      case 'gateway':
        return { is: 'gateway', gateway: checked.gateway };
      case 'ended':
        return this.#ended(checked.credential, transaction);
      case 'live': {
        const { credential } = checked;
        const desk = directory.desk(credential.deskId);
        if (desk !== undefined) {
          deskFlows.note(desk.deskId, transaction.flow);
          return { is: 'desk', desk, credential };
        }
        transaction.reply(403, nowMs);
        return undefined;
      }
    }
  }

  #ended(credential: SipCredential, transaction: ServerTransaction): Caller | undefined {
    const desk = this.#deps.directory.desk(credential.deskId);
    const inNeed = desk && this.#asInNeed(desk, transaction.request);
    if (inNeed !== undefined) return inNeed;
    this.#deps.onEndedCredential(credential);
    transaction.replyStatelessly(403);
    return undefined;
  }

  #inNeed(request: SipRequest, flow: Flow): InNeed | undefined {
    const { deskFlows, directory } = this.#deps;
    const deskId = deskFlows.deskBehind(flow);
    const desk = deskId && directory.desk(deskId);
    return desk && this.#asInNeed(desk, request);
  }

  #asInNeed(desk: SipDesk, request: SipRequest): InNeed | undefined {
    const { directory } = this.#deps;
    const { tenantId } = desk;
    const isExtension = (number: string): boolean => directory.isExtension(tenantId, number);
    const reading = readNumber(directory.settings(tenantId), dialledIn(request), isExtension);
    return reading.is === 'emergency' ? { is: 'desk-in-need', desk, number: reading.number } : undefined;
  }
}
