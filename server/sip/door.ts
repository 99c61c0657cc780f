import { type Flow, isReliable } from './flow.ts';
import type { Headers } from './message/headers.ts';
import type { SipMessage, SipRequest } from './message/message.ts';
import { type ResponseMore, respondTo } from './message/respond.ts';

/** Who decides what may come in. Where a question is not taken up, everything may. */
export type DoorKeeper = {
  /** Whether whoever sent this is to get no answer whatever it is: silence over UDP, the end of a connection. */
  shutsOut?(headers: Headers, flow: Flow): boolean;
  /** Whether a request that belongs to nothing may begin a transaction. If not, UDP gets silence, a connection 503. */
  admits?(request: SipRequest, flow: Flow, nowMs: number): boolean;
  /** What came is no well-formed request: whether it is to be answered with what is wrong. */
  admitsMalformed?(flow: Flow, nowMs: number): boolean;
};

type Deps = {
  keeper: DoorKeeper;
  send(flow: Flow, message: SipMessage): void;
  /** Ends a connection. */
  drop(flow: Flow): void;
  newTag(): string;
};

/** What is turned away on a connection may come again after so long. */
const RETRY_AFTER_SECONDS = 10;

/** What is answered without a transaction, because nothing is to be kept of it (RFC 3261 8.2.7). */
export class Door {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  shutsOut(headers: Headers, flow: Flow): boolean {
    if (this.#deps.keeper.shutsOut?.(headers, flow) !== true) return false;
    if (isReliable(flow)) this.#deps.drop(flow);
    return true;
  }

  admits(request: SipRequest, flow: Flow, nowMs: number): boolean {
    if (this.#deps.keeper.admits?.(request, flow, nowMs) ?? true) return true;
    const headers = [['Retry-After', String(RETRY_AFTER_SECONDS)]] as const;
    if (isReliable(flow)) this.#refuse(flow, request, { status: 503, headers });
    return false;
  }

  refuseMalformed(
    request: Pick<SipRequest, 'headers' | 'method'>,
    refusal: { status: number; reason: string },
    { flow, nowMs }: { flow: Flow; nowMs: number },
  ): void {
    const isAnswered = this.#deps.keeper.admitsMalformed?.(flow, nowMs) ?? true;
    if (isAnswered && canBeAnswered(request)) this.#refuse(flow, request, refusal);
  }

  #refuse(
    flow: Flow,
    request: Pick<SipRequest, 'headers'>,
    { status, ...more }: { status: number } & ResponseMore,
  ): void {
    this.#deps.send(flow, respondTo(request, status, { ...more, toTag: this.#deps.newTag() }));
  }
}

/** A response needs a Via (of whatever version, for a 505) to be recognised by; an ACK is never answered. */
function canBeAnswered({ headers, method }: Pick<SipRequest, 'headers' | 'method'>): boolean {
  return method !== 'ACK' && headers.has('Via');
}
