/** Below this what has been taken is not worth cutting off. */
const SPARE = 1_024;

/** First in, first out, each in constant time: what has been taken is cut off when it is the greater part. */
export class Queue<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  first(): T | undefined {
    return this.#items[this.#head];
  }

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T | undefined {
    const first = this.#items[this.#head];
    if (this.size === 0) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head >= SPARE && this.#head > this.size) this.#cutOff();
    return first;
  }

  #cutOff(): void {
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
