import { Bans } from '#server/limits/bans.ts';
import type { Log } from '#server/ports/log.ts';
import { sourceOf } from '#server/ports/source.ts';
import type { Flow } from '#server/sip/flow.ts';
import { type SipRequest, tagOf, toOf } from '#server/sip/message/message.ts';
import type { Authenticated } from './authenticate.ts';
import { packageOf } from './event-packages/packages.ts';
import { RecentNames } from './recent-names.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Why a request got no answer. */
export type TurnedAway = 'unproved' | 'wrong_secret' | 'banned';

export type SourceGateDeps = {
  log: Log;
  /** Counts what got no answer. */
  onTurnedAway(why: TurnedAway): void;
  /** Hears of bans. */
  onBan(source: string, untilMs: number): void;
};

/** A house of some thousand phones behind one address may wake at once: each asks once, and proves itself next. */
const UNPROVED = { capacity: 4_000, perSecond: 100 };
/** Phones with a secret that is not ours try every minute or so. */
const WRONG = { capacity: 50, perSecond: 1 };
/** Phones that proved themselves lately, and ways by which somebody guessed. */
const REMEMBERED_MAX = 20_000;
const SAY_AGAIN_MS = 10 * 60_000;
const SAID_MAX = 1_000;

/**
 * Limits what a source may ask without proving who it is. Proof is never limited, and gives back what was spent on
 * the way to it; a phone that has proved itself is counted by itself from then on. So many phones behind one address
 * hold up nobody, and who floods from among them holds up strangers only.
 *
 * Who guesses secrets is banned, longer each time: no wrong secret from there is answered any more, and by the way that
 * it came by nothing is. A right one still is: an address can be shared, and over UDP it can be somebody else's.
 */
export class SourceGate {
  readonly #deps: SourceGateDeps;
  readonly #unproved = new TokenBuckets(UNPROVED);
  readonly #wrong = new TokenBuckets(WRONG);
  readonly #bans = new Bans();
  readonly #known = new RecentNames(REMEMBERED_MAX);
  readonly #guessers = new RecentNames(REMEMBERED_MAX);
  readonly #saidMs = new Map<string, number>();

  constructor(deps: SourceGateDeps) {
    this.#deps = deps;
  }

  /** A request that belongs to nothing of ours. One comes in freely if its credentials are going to be looked at. */
  admits(request: SipRequest, flow: Flow, nowMs: number): boolean {
    return isLookedAt(request) || this.admitsUnproved(flow, nowMs);
  }

  /** Whether to answer what ends before anybody looks at who sent it. */
  admitsUnproved(flow: Flow, nowMs: number): boolean {
    const name = this.#nameOf(flow);
    if (this.#guessers.has(flow.id) && this.#bans.isBanned(name, nowMs))
      return this.#turnAway('banned', flow, nowMs);
    return this.#unproved.take(name, nowMs) || this.#turnAway('unproved', flow, nowMs);
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
      case 'gateway':
        this.#proved(flow, nowMs);
        return true;
      case 'refused':
        return this.#guessed(flow, nowMs);
      case 'challenge':
        // Without credentials it was counted as it came in; a right answer to a nonce that is old proves enough.
        return checked.isStale || !isLookedAt(request) || this.admitsUnproved(flow, nowMs);
    }
  }

  #proved(flow: Flow, nowMs: number): void {
    this.#unproved.giveBack(this.#nameOf(flow), nowMs);
    this.#known.add(flow.id);
    this.#guessers.delete(flow.id);
  }

  #guessed(flow: Flow, nowMs: number): boolean {
    const name = this.#nameOf(flow);
    this.#guessers.add(flow.id);
    if (this.#bans.isBanned(name, nowMs)) return this.#turnAway('banned', flow, nowMs);
    if (this.#wrong.take(name, nowMs)) return true;
    const lastsMs = this.#bans.begin(name, nowMs);
    const source = sourceOf(flow.remote.address);
    this.#deps.onBan(source, nowMs + lastsMs);
    this.#deps.log.warn('a source guesses SIP secrets and is banned', { source, seconds: lastsMs / 1_000 });
    this.#deps.onTurnedAway('wrong_secret');
    return false;
  }

  #turnAway(why: TurnedAway, flow: Flow, nowMs: number): false {
    this.#deps.onTurnedAway(why);
    // Of a ban was told when it began.
    if (why === 'unproved') this.#sayFlood(sourceOf(flow.remote.address), nowMs);
    return false;
  }

  #nameOf(flow: Flow): string {
    return this.#known.has(flow.id) ? flow.id : sourceOf(flow.remote.address);
  }

  #sayFlood(source: string, nowMs: number): void {
    if (nowMs - (this.#saidMs.get(source) ?? Number.NEGATIVE_INFINITY) < SAY_AGAIN_MS) return;
    if (this.#saidMs.size >= SAID_MAX) this.#saidMs.clear();
    this.#saidMs.set(source, nowMs);
    this.#deps.log.warn('a source sends too much over SIP and is not answered', { source });
  }
}

/** REGISTERs, new calls, messages and watchers are asked for proof; of everything else nobody looks at credentials. */
function isLookedAt(request: SipRequest): boolean {
  const { method, headers } = request;
  if (method === 'REGISTER') return headers.has('Authorization');
  if (tagOf(toOf(request)) !== undefined) return false;
  if (method === 'SUBSCRIBE') return headers.has('Authorization') && packageOf(request) !== undefined;
  return (method === 'INVITE' || method === 'MESSAGE') && headers.has('Proxy-Authorization');
}
