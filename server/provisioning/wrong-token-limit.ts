const WINDOW_MS = 60_000;
const SOURCES_MAX = 10_000;

/** Counts wrong tokens a source and minute, and says when it is enough. Right ones are never counted nor held up. */
export class WrongTokenLimit {
  readonly #max: number;
  #counts = new Map<string, number>();
  #windowEndsMs = 0;

  /** @param max wrong tokens that a source may try in a minute */
  constructor(max: number) {
    this.#max = max;
  }

  /** Notes a wrong token; true if the source has tried too many. */
  isTooMany(source: string, nowMs: number): boolean {
    if (nowMs >= this.#windowEndsMs || this.#counts.size >= SOURCES_MAX) {
      this.#counts = new Map();
      this.#windowEndsMs = nowMs + WINDOW_MS;
    }
    const count = (this.#counts.get(source) ?? 0) + 1;
    this.#counts.set(source, count);
    return count > this.#max;
  }
}
