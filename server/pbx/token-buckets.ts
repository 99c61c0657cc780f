export type BucketSize = {
  /** So many at once. */
  readonly capacity: number;
  /** So many a second in the long run. */
  readonly perSecond: number;
};

/** Who has been counted longest ago is forgotten first: whoever has so many addresses is not held up by counting. */
const BUCKETS_MAX = 10_000;

type Bucket = { tokens: number; atMs: number };

/** A token bucket for each name, in bounded memory. A full bucket is none: whoever is quiet costs nothing. */
export class TokenBuckets {
  readonly #size: BucketSize;
  readonly #buckets = new Map<string, Bucket>();

  constructor(size: BucketSize) {
    this.#size = size;
  }

  get count(): number {
    return this.#buckets.size;
  }

  /** Takes a token; false when there is none. */
  take(name: string, nowMs: number): boolean {
    const tokens = this.#tokens(name, nowMs);
    if (tokens < 1) return false;
    this.#put(name, tokens - 1, nowMs);
    return true;
  }

  giveBack(name: string, nowMs: number): void {
    if (this.#buckets.has(name)) this.#put(name, this.#tokens(name, nowMs) + 1, nowMs);
  }

  #tokens(name: string, nowMs: number): number {
    const { capacity, perSecond } = this.#size;
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) return capacity;
    // A clock that was set back gives nothing.
    const seconds = Math.max(0, nowMs - bucket.atMs) / 1_000;
    return Math.min(capacity, bucket.tokens + seconds * perSecond);
  }

  #put(name: string, tokens: number, atMs: number): void {
    this.#buckets.delete(name);
    if (tokens >= this.#size.capacity) return;
    this.#buckets.set(name, { tokens, atMs });
    if (this.#buckets.size <= BUCKETS_MAX) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
