import type { GatewayId } from '#server/hotdesk/ids.ts';
import type { SipGateway } from '#server/hotdesk/sip-gateways.ts';
import { asIpv4 } from '#server/ports/source.ts';
import type { Flow, FlowFailure } from '#server/sip/flow.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import type { Directory } from '../directory.ts';
import { GatewayLine, type GatewayLineDeps, type GatewayState } from './gateway-line.ts';
import { inboundNumber } from './inbound-number.ts';

const UNREGISTERS_WITHIN_MS = 2_000;

/** The ways out of the house and into it. */
export class Gateways {
  readonly #deps: GatewayLineDeps;
  readonly #directory: Directory;
  readonly #lines = new Map<GatewayId, GatewayLine>();

  constructor(deps: GatewayLineDeps, directory: Directory) {
    this.#deps = deps;
    this.#directory = directory;
  }

  start(): void {
    for (const { gatewayId } of this.#directory.gateways()) this.changed(gatewayId);
  }

  stop(): void {
    for (const line of this.#lines.values()) line.stop();
    this.#lines.clear();
  }

  /** It is new, other than before, or gone. */
  changed(gatewayId: GatewayId): void {
    const gateway = this.#directory.gateway(gatewayId);
    const before = this.#lines.get(gatewayId);
    if (before !== undefined && isSame(before.gateway, gateway)) return;
    before?.stop();
    this.#lines.delete(gatewayId);
    if (gateway?.isEnabled !== true) return;
    const line = new GatewayLine(this.#deps, gateway);
    this.#lines.set(gatewayId, line);
    line.start(before === undefined ? 0 : UNREGISTERS_WITHIN_MS);
  }

  line(gatewayId: string): GatewayLine | undefined {
    return this.#lines.get(gatewayId as GatewayId);
  }

  flowFailed(flow: Flow, failure: FlowFailure | undefined, nowMs: number): void {
    for (const line of this.#lines.values()) line.flowFailed(flow, failure, nowMs);
  }

  states(): GatewayState[] {
    return [...this.#lines.values()].map(({ state }) => state);
  }

  /** Those whose calls come in by this way, known by its address. */
  behind(flow: Flow): SipGateway[] {
    const address = asIpv4(flow.remote.address);
    return [...this.#lines.values()]
      .filter((line) => line.isAt(address))
      .map(({ gateway }) => gateway)
      .filter(({ transport }) => transport !== 'tls' || flow.transport === 'tls');
  }

  /**
   * The one that a call comes from. Two tenants may have theirs at one provider: then it is the one where the call is
   * for the contact that we registered, else the one whose numbers the called one is of.
   */
  callerOf(request: SipRequest, flow: Flow): SipGateway | undefined {
    const candidates = this.behind(flow);
    if (candidates.length < 2) return candidates[0];
    const user = parseSipUri(request.uri)?.user;
    return (
      candidates.find(({ registers, username }) => registers && username === user) ??
      candidates.find((gateway) => inboundNumber(this.#directory, gateway, request) !== undefined) ??
      candidates[0]
    );
  }
}

const isSame = (one: SipGateway, other: SipGateway | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
