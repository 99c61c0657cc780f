const PHONES_MAX = 10_000;

type Seen = { facts: string; untilMs: number };

/** A phone that looks for its configuration asks for several files in a row: it is written down once. */
export class RecentlySeen {
  readonly #seenForMs: number;
  #byMac = new Map<string, Seen>();

  /** @param seenForMs so long the same is no news */
  constructor(seenForMs: number) {
    this.#seenForMs = seenForMs;
  }

  /** Whether these facts of a phone have not just been heard. */
  isNews(mac: string, facts: readonly (string | undefined)[], nowMs: number): boolean {
    const told = facts.join('\n');
    const seen = this.#byMac.get(mac);
    if (seen !== undefined && seen.facts === told && nowMs < seen.untilMs) return false;
    if (this.#byMac.size >= PHONES_MAX) this.#byMac = new Map();
    this.#byMac.set(mac, { facts: told, untilMs: nowMs + this.#seenForMs });
    return true;
  }
}
