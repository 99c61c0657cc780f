export type BucketSize = {
  /** So many at once. */
  readonly capacity: number;
  /** So many a second in the long run. */
  readonly perSecond: number;
};

/**
 * Half as many at least are kept, the ones counted last: whoever has so many addresses is not held up by counting. The
 * old ones go all at once: the oldest would have to be looked for among all that have gone.
 */
const BUCKETS_MAX = 10_000;

type Bucket = { tokens: number; atMs: number };

/** A token bucket for each name, in bounded memory. A full bucket is none: whoever is quiet costs nothing. */
export class TokenBuckets {
  readonly #size: BucketSize;
  #buckets = new Map<string, Bucket>();
  #before = new Map<string, Bucket>();

  constructor(size: BucketSize) {
    this.#size = size;
  }

  get count(): number {
    return this.#buckets.size + this.#before.size;
  }

  /** Takes a token; false when there is none. */
  take(name: string, nowMs: number): boolean {
    const tokens = this.#tokens(name, nowMs);
    if (tokens < 1) return false;
    this.#put(name, tokens - 1, nowMs);
    return true;
  }

  giveBack(name: string, nowMs: number): void {
    if (this.#bucket(name) !== undefined) this.#put(name, this.#tokens(name, nowMs) + 1, nowMs);
  }

  #tokens(name: string, nowMs: number): number {
    const { capacity, perSecond } = this.#size;
    const bucket = this.#bucket(name);
    if (bucket === undefined) return capacity;
    // A clock that was set back gives nothing.
    const seconds = Math.max(0, nowMs - bucket.atMs) / 1_000;
    return Math.min(capacity, bucket.tokens + seconds * perSecond);
  }

  #bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name) ?? this.#before.get(name);
  }

  #put(name: string, tokens: number, atMs: number): void {
    this.#before.delete(name);
    if (tokens >= this.#size.capacity) {
      this.#buckets.delete(name);
      return;
    }
    this.#buckets.set(name, { tokens, atMs });
    if (this.#buckets.size < BUCKETS_MAX / 2) return;
    this.#before = this.#buckets;
    this.#buckets = new Map();
  }
}
