import { nonceSigner } from '#server/digest/nonce-signer.ts';

/** A nonce says when it was made and that we made it: nothing is kept for those who never come back. */
export class Nonces {
  readonly #sign: (text: string) => string;
  readonly #lifetimeMs: number;
  /**
   * The greatest nonce count that was used with a nonce (RFC 7616 3.4, `nc`): those of this lifetime, and of the one
   * before. So each is known for as long as its nonce is good, and the old ones go all at once: to take them one by
   * one from the front of a Map means to pass by all that have been taken, each time.
   */
  #used = new Map<string, number>();
  #usedBefore = new Map<string, number>();
  #turnsAtMs = Number.NEGATIVE_INFINITY;

  constructor(key: Uint8Array, lifetimeMs: number) {
    this.#sign = nonceSigner(key);
    this.#lifetimeMs = lifetimeMs;
  }

  make(nowMs: number, salt: string): string {
    const text = `${Math.floor(nowMs).toString(36)}.${salt}`;
    return `${text}.${this.#sign(text)}`;
  }

  /** `fresh`, too old (or a count that was used: the phone is asked again), or not ours at all. */
  check(nonce: string, nc: string | undefined, nowMs: number): 'fresh' | 'stale' | 'foreign' {
    const [made = '', salt = '', signature = ''] = nonce.split('.');
    // A string of its own: a piece of the message would keep the whole message in memory.
    const text = [made, salt].join('.');
    if (this.#sign(text) !== signature) return 'foreign';
    const madeMs = Number.parseInt(made, 36);
    if (nowMs - madeMs > this.#lifetimeMs || madeMs > nowMs + 1_000) return 'stale';
    const count = nc === undefined ? 1 : Number.parseInt(nc, 16);
    if (nowMs >= this.#turnsAtMs) this.#turn(nowMs);
    if (count <= (this.#used.get(text) ?? this.#usedBefore.get(text) ?? -1)) return 'stale';
    this.#used.set(text, count);
    return 'fresh';
  }

  #turn(nowMs: number): void {
    const isLongAgo = nowMs >= this.#turnsAtMs + this.#lifetimeMs;
    this.#usedBefore = isLongAgo ? new Map() : this.#used;
    this.#used = new Map();
    this.#turnsAtMs = nowMs + this.#lifetimeMs;
  }
}
