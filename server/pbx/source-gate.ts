import type { Log } from '#server/ports/log.ts';
import type { Flow } from '#server/sip/flow.ts';
import { type SipRequest, tagOf, toOf } from '#server/sip/message/message.ts';
import { sourceOf } from '#server/sip/source.ts';
import type { Authenticated } from './authenticate.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Why a request got no answer. */
export type TurnedAway = 'unproved' | 'wrong_secret';

type Deps = {
  log: Log;
  /** Counts what got no answer. */
  onTurnedAway(why: TurnedAway): void;
};

/** A house of some thousand phones behind one address may wake at once: each asks once, and proves itself next. */
const UNPROVED = { capacity: 4_000, perSecond: 100 };
/** Phones with a secret that is not ours try every minute or so. */
const WRONG = { capacity: 50, perSecond: 1 };
/** Phones that proved themselves lately. */
const KNOWN_MAX = 20_000;
const SAY_AGAIN_MS = 10 * 60_000;
const SAID_MAX = 1_000;

/**
 * Limits what a source may ask without proving who it is. Proof is never limited, and gives back what was spent on
 * the way to it; a phone that has proved itself is counted by itself from then on. So many phones behind one address
 * hold up nobody, and who floods from among them holds up strangers only.
 */
export class SourceGate {
  readonly #deps: Deps;
  readonly #unproved = new TokenBuckets(UNPROVED);
  readonly #wrong = new TokenBuckets(WRONG);
  readonly #known = new Set<string>();
  readonly #saidMs = new Map<string, number>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** A request that belongs to nothing of ours. One comes in freely if its credentials are going to be looked at. */
  admits(request: SipRequest, flow: Flow, nowMs: number): boolean {
    return isLookedAt(request) || this.#spend('unproved', flow, nowMs);
  }

  /** Whether to answer what ends before anybody looks at who sent it. */
  admitsUnproved(flow: Flow, nowMs: number): boolean {
    return this.#spend('unproved', flow, nowMs);
  }

  /** Whether to answer a request whose sender was looked at. */
  checked(
    checked: Authenticated,
    { request, flow }: { request: SipRequest; flow: Flow },
    nowMs: number,
  ): boolean {
    switch (checked.is) {
      case 'live':
      case 'ended':
        this.#proved(flow, nowMs);
        return true;
      case 'refused':
        return this.#spend('wrong_secret', flow, nowMs);
      case 'challenge':
        // Without credentials it was counted as it came in; a right answer to a nonce that is old proves enough.
        return checked.isStale || !isLookedAt(request) || this.#spend('unproved', flow, nowMs);
    }
  }

  #proved(flow: Flow, nowMs: number): void {
    this.#unproved.giveBack(this.#nameOf(flow), nowMs);
    this.#known.delete(flow.id);
    this.#known.add(flow.id);
    const [oldest] = this.#known;
    if (this.#known.size > KNOWN_MAX && oldest !== undefined) this.#known.delete(oldest);
  }

  #spend(what: TurnedAway, flow: Flow, nowMs: number): boolean {
    const buckets = what === 'unproved' ? this.#unproved : this.#wrong;
    if (buckets.take(this.#nameOf(flow), nowMs)) return true;
    this.#deps.onTurnedAway(what);
    this.#say(what, sourceOf(flow.remote.address), nowMs);
    return false;
  }

  #nameOf(flow: Flow): string {
    return this.#known.has(flow.id) ? flow.id : sourceOf(flow.remote.address);
  }

  #say(why: TurnedAway, source: string, nowMs: number): void {
    const key = `${why} ${source}`;
    if (nowMs - (this.#saidMs.get(key) ?? Number.NEGATIVE_INFINITY) < SAY_AGAIN_MS) return;
    if (this.#saidMs.size >= SAID_MAX) this.#saidMs.clear();
    this.#saidMs.set(key, nowMs);
    this.#deps.log.warn('a source sends too much over SIP and is not answered', { source, why });
  }
}

/** REGISTERs and new calls are asked for proof; of everything else nobody looks at credentials. */
function isLookedAt(request: SipRequest): boolean {
  const { method, headers } = request;
  if (method === 'REGISTER') return headers.has('Authorization');
  return method === 'INVITE' && headers.has('Proxy-Authorization') && tagOf(toOf(request)) === undefined;
}
