/** argon2id in a bounded queue. The real one is made by `argon2-pin-hasher.ts`. */
export interface PinHasher {
  /** @throws HotdeskError `busy` when the queue is full. */
  hash(pin: string): Promise<string>;
  /** Takes the same time whether `hash` is real or undefined (a dummy runs). @throws HotdeskError `busy` */
  verify(hash: string | undefined, pin: string): Promise<boolean>;
}
