import type { SipEngine } from '#server/sip/engine.ts';
import type { Endpoint, Flow } from '#server/sip/flow.ts';
import { DigestLeg } from '#server/sip/proxy/digest-leg.ts';
import type { FailedTry } from '#server/sip/proxy/proxied-request.ts';
import type { CallTarget } from '../proxied-calls.ts';
import type { GatewayLine } from './gateway-line.ts';

/** How a call is to look at one gateway. */
export type Dressing = Pick<CallTarget, 'uri' | 'headers' | 'names' | 'body'>;
type Way = { readonly line: GatewayLine; readonly endpoint: Endpoint; readonly isPlain: boolean };

export type GatewaySearchArgs = {
  engine: SipEngine;
  /** In the order in which they are tried. */
  lines: readonly GatewayLine[];
  recordRoutesTo(callee: Flow): readonly string[];
  /** @param isPlain without what a gateway may not understand */
  dress(line: GatewayLine, isPlain: boolean): Dressing;
  /** Help is looked for wherever there is hope; whoever calls anybody else is told that the line is down. */
  isEmergency?: boolean;
};

/** Time for the first word of a gateway; of a phone that rings on there it is enough to hear 100. */
const ANSWERS_WITHIN_MS = 4_000;
/** The gateway could not, which says nothing of whoever is called (RFC 3261 21.5). */
const UNABLE = [408, 500, 502, 503, 504];
export const isUnable = (status: number): boolean => UNABLE.includes(status);
/** What has to do with what came along: it may be taken without (RFC 3261 21.4.13, RFC 6442 4.2). */
const NOT_UNDERSTOOD = [400, 406, 413, 415, 420, 424, 488, 513, 606];

/** The gateways that a call is tried at, one after the other (RFC 3261 16.6). */
export class GatewaySearch {
  readonly #args: GatewaySearchArgs;
  readonly #ways: Way[];
  #current: Way | undefined;

  constructor(args: GatewaySearchArgs) {
    this.#args = args;
    const { lines, isEmergency = false } = args;
    const up = lines.filter(({ isDown }) => !isDown);
    const worthwhile = isEmergency ? [...up, ...lines.filter(({ isDown }) => isDown)] : up;
    this.#ways = worthwhile.flatMap((line) =>
      line.endpoints.map((endpoint): Way => ({ line, endpoint, isPlain: false })),
    );
  }

  first(): CallTarget | undefined {
    const way = this.#ways.shift();
    return way && this.#targetBy(way);
  }

  next({ status, hasRung }: FailedTry, nowMs: number): CallTarget | undefined {
    const way = this.#current;
    if (way === undefined) return undefined;
    if (!hasRung && isUnable(status)) way.line.noteAnswer(status, nowMs);
    if (this.#args.isEmergency !== true) return !hasRung && isUnable(status) ? this.first() : undefined;
    const mayBePlain = !way.isPlain && NOT_UNDERSTOOD.includes(status);
    return mayBePlain ? this.#targetBy({ ...way, isPlain: true }) : this.first();
  }

  /** Where it is being tried. */
  get line(): GatewayLine | undefined {
    return this.#current?.line;
  }

  #targetBy(way: Way): CallTarget {
    const { engine, dress, recordRoutesTo } = this.#args;
    const { line, endpoint, isPlain } = way;
    const flow = line.flowTo(endpoint);
    this.#current = way;
    return {
      ...dress(line, isPlain),
      flow,
      party: { is: 'gateway', gatewayId: line.gateway.gatewayId },
      recordRoutes: recordRoutesTo(flow),
      sender: new DigestLeg(engine, line.digest(engine)),
      answersWithinMs: ANSWERS_WITHIN_MS,
    };
  }
}
