import type { Deadline, Deadlines } from './deadlines.ts';

/** A few dozen responses; what is left of a page when one does not fit any more is given up. */
const PAGE_BYTES = 32 * 1_024;

/** A request that has had its final response, as the server transaction that it was leaves it. */
export type Answered = {
  readonly key: string;
  /** RFC 3261 8.2.2.2: by what the same request is known that comes by another way. */
  readonly merge: string | undefined;
  readonly response: Uint8Array;
};

/**
 * Requests over UDP that have had their final response: till Timer J ends them (RFC 3261 17.2.2), half a minute later,
 * they are there only to be given it again. On a busy morning hundreds of thousands wait so, longer than a collector of
 * garbage takes anything to be short-lived, and each object among them it copies twice and then looks at again and
 * again. So there is one small object for each, which is its own deadline; the bytes stand one behind the other in
 * pages; and as all wait equally long, they leave in the order in which they came, and pages with them.
 */
export class AnsweredRequests {
  readonly #deadlines: Deadlines;
  readonly #ended: (answered: Pick<Answered, 'key' | 'merge'>) => void;
  readonly #byKey = new Map<string, Waiting>();
  #page = Buffer.allocUnsafeSlow(PAGE_BYTES);
  #used = 0;

  /** @param ended is told of each when it is forgotten */
  constructor(deadlines: Deadlines, ended: (answered: Pick<Answered, 'key' | 'merge'>) => void) {
    this.#deadlines = deadlines;
    this.#ended = ended;
  }

  get count(): number {
    return this.#byKey.size;
  }

  /** @param delayMs Timer J */
  add({ key, merge, response }: Answered, delayMs: number, nowMs: number): void {
    const { page, start } = this.#keep(response);
    const end = start + response.length;
    const waiting = new Waiting(this, { key, merge, page, start, end, atMs: nowMs + delayMs });
    this.#byKey.set(key, waiting);
    this.#deadlines.addAfter(delayMs, waiting);
  }

  /** The bytes of its response; undefined for what is not among them. */
  responseTo(key: string): Uint8Array | undefined {
    return this.#byKey.get(key)?.response;
  }

  forget(answered: Pick<Answered, 'key' | 'merge'>): void {
    this.#byKey.delete(answered.key);
    this.#ended(answered);
  }

  #keep(bytes: Uint8Array): { page: Buffer; start: number } {
    if (bytes.length > PAGE_BYTES) return { page: Buffer.from(bytes), start: 0 };
    if (this.#used + bytes.length > PAGE_BYTES) {
      this.#page = Buffer.allocUnsafeSlow(PAGE_BYTES);
      this.#used = 0;
    }
    const [page, start] = [this.#page, this.#used];
    page.set(bytes, start);
    this.#used += bytes.length;
    return { page, start };
  }
}

type Kept = Pick<Answered, 'key' | 'merge'> & { page: Buffer; start: number; end: number; atMs: number };

class Waiting implements Deadline {
  readonly key: string;
  readonly merge: string | undefined;
  readonly atMs: number;
  readonly #page: Buffer;
  readonly #start: number;
  readonly #end: number;
  readonly #of: AnsweredRequests;

  constructor(of: AnsweredRequests, { key, merge, page, start, end, atMs }: Kept) {
    this.#of = of;
    this.key = key;
    this.merge = merge;
    this.#page = page;
    this.#start = start;
    this.#end = end;
    this.atMs = atMs;
  }

  get response(): Uint8Array {
    return this.#page.subarray(this.#start, this.#end);
  }

  due(): void {
    this.#of.forget(this);
  }
}
