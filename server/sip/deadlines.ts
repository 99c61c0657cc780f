import { Queue } from './queue.ts';

/** Something that is to happen at a time. */
export type Deadline = { readonly atMs: number; due(nowMs: number): void };

/**
 * What is to happen when, the earliest first. SIP's timers have a dozen delays (RFC 3261 Table 4), and what is put off
 * by one and the same delay comes due in the order in which it was put off: a queue for each, whose both ends are at
 * hand however many hundred thousand wait between them. For any other time there is a binary heap.
 */
export class Deadlines {
  readonly #heap: Deadline[] = [];
  readonly #queues: Queue<Deadline>[] = [];
  readonly #byDelay = new Map<number, Queue<Deadline>>();

  nextMs(): number | undefined {
    let next = this.#heap[0]?.atMs;
    for (const queue of this.#queues) {
      const atMs = queue.first()?.atMs;
      if (atMs !== undefined && (next === undefined || atMs < next)) next = atMs;
    }
    return next;
  }

  /** One that is put off by a delay that others are put off by too. Where the clock is set back they wait for the first. */
  addAfter(delayMs: number, deadline: Deadline): void {
    let queue = this.#byDelay.get(delayMs);
    if (queue === undefined) {
      queue = new Queue();
      this.#byDelay.set(delayMs, queue);
      this.#queues.push(queue);
    }
    queue.add(deadline);
  }

  /** One at any time. */
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
    let earliest: Queue<Deadline> | undefined;
    let atMs = this.#heap[0]?.atMs ?? Number.POSITIVE_INFINITY;
    for (const queue of this.#queues) {
      const first = queue.first();
      if (first === undefined || first.atMs >= atMs) continue;
      atMs = first.atMs;
      earliest = queue;
    }
    if (atMs > nowMs) return undefined;
    return earliest === undefined ? this.#takeTop() : earliest.take();
  }

  #takeTop(): Deadline | undefined {
    const [first] = this.#heap;
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
