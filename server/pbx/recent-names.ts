/**
 * Names that were met lately, in bounded memory: those of this generation and of the one before, the older of which is
 * forgotten when the younger is full. The one met longest ago would have to be looked for among all that have gone.
 */
export class RecentNames {
  readonly #max: number;
  #names = new Set<string>();
  #before = new Set<string>();

  /** @param max so many at most; half as many at least are known */
  constructor(max: number) {
    this.#max = max;
  }

  add(name: string): void {
    this.#names.add(name);
    if (this.#names.size < this.#max / 2) return;
    this.#before = this.#names;
    this.#names = new Set();
  }

  has(name: string): boolean {
    return this.#names.has(name) || this.#before.has(name);
  }

  delete(name: string): void {
    this.#names.delete(name);
    this.#before.delete(name);
  }
}
