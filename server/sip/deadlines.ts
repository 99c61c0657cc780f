/** Something that is to happen at a time. */
export type Deadline = { readonly atMs: number; due(nowMs: number): void };

/** What is to happen when, the earliest first: a binary heap. */
export class Deadlines {
  readonly #heap: Deadline[] = [];

  get size(): number {
    return this.#heap.length;
  }

  nextMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  add(deadline: Deadline): void {
    this.#heap.push(deadline);
    let child = this.#heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#isEarlier(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** The earliest one that is due; undefined when none is. */
  takeDue(nowMs: number): Deadline | undefined {
    const [first] = this.#heap;
    if (first === undefined || first.atMs > nowMs) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    let parent = 0;
    for (;;) {
      let earliest = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (this.#isEarlier(child, earliest)) earliest = child;
      if (earliest === parent) return;
      this.#swap(parent, earliest);
      parent = earliest;
    }
  }

  #isEarlier(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    return one !== undefined && other !== undefined && one.atMs < other.atMs;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
