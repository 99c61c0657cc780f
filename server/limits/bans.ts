const FIRST_MS = 60_000;
const LONGEST_MS = 60 * 60_000;
/** So long after its end a ban is forgotten. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;
/** Whose ban began longest ago is forgiven first. */
const BANS_MAX = 10_000;

type Ban = { readonly lastsMs: number; readonly untilMs: number };

/** Who is not listened to for a while. Each further ban lasts twice as long, from a minute to an hour. */
export class Bans {
  readonly #bans = new Map<string, Ban>();

  isBanned(name: string, nowMs: number): boolean {
    return nowMs < (this.#bans.get(name)?.untilMs ?? Number.NEGATIVE_INFINITY);
  }

  /** Begins a ban. Answers how long it lasts, in ms. */
  begin(name: string, nowMs: number): number {
    const before = this.#bans.get(name);
    const isRemembered = before !== undefined && nowMs - before.untilMs < FORGOTTEN_AFTER_MS;
    const lastsMs = isRemembered ? Math.min(2 * before.lastsMs, LONGEST_MS) : FIRST_MS;
    this.#bans.delete(name);
    this.#bans.set(name, { lastsMs, untilMs: nowMs + lastsMs });
    const [oldest] = this.#bans.keys();
    if (this.#bans.size > BANS_MAX && oldest !== undefined) this.#bans.delete(oldest);
    return lastsMs;
  }
}
