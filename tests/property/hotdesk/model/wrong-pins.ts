/** DESIGN invariant 3, as small as it can be said: so many wrong in a row lock, a minute, doubling to half an hour. */
export class WrongPins {
  readonly #wrongMax: number;
  /** What many share is not cleared by one who knows theirs, but forgotten in time. */
  readonly #isShared: boolean;
  #inARow = 0;
  #locks = 0;
  #lastAtMs = 0;
  #lockedUntilMs = 0;

  constructor(wrongMax: number, isShared: boolean) {
    this.#wrongMax = wrongMax;
    this.#isShared = isShared;
  }

  lockedForMs(nowMs: number): number {
    return Math.max(0, this.#lockedUntilMs - nowMs);
  }

  /** Answers whether this was the one that locks. */
  wrong(nowMs: number): boolean {
    this.#begin(nowMs);
    this.#inARow += 1;
    if (this.#inARow < this.#wrongMax) return false;
    this.#lockedUntilMs = nowMs + Math.min(30, 2 ** this.#locks) * 60_000;
    this.#locks += 1;
    this.#inARow = 0;
    return true;
  }

  right(nowMs: number): void {
    if (!this.#isShared) this.clear();
    this.#begin(nowMs);
  }

  clear(): void {
    this.#inARow = 0;
    this.#locks = 0;
    this.#lockedUntilMs = 0;
  }

  #begin(nowMs: number): void {
    if (this.#isShared && nowMs - this.#lastAtMs > 15 * 60_000) this.#inARow = 0;
    this.#lastAtMs = nowMs;
  }
}
