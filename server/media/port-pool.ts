/** Even ports of a range, handed out in turn: a port that was given back rests until the others have been used. */
export class PortPool {
  readonly #free: number[] = [];

  /** @param min first port; an odd one is left out (RFC 3550 11: RTP has the even port) */
  constructor(min: number, max: number) {
    for (let port = min + (min % 2); port + 1 <= max; port += 2) this.#free.push(port);
  }

  take(): number | undefined {
    return this.#free.shift();
  }

  giveBack(port: number): void {
    this.#free.push(port);
  }
}
