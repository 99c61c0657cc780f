import { Bans } from '#server/limits/bans.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Whose window began longest ago is forgotten first. */
const SOURCES_MAX = 10_000;
/** A phone that has the wrong address asks for some files, again and again. */
const A_MINUTE_MAX = 60;
/** So many phones of one house may have a wrong address: an office whose DHCP server has not been told of a change. */
const MACS_AN_HOUR_MAX = 20;

type Source = { minute: number; count: number; hour: number; macs: Set<string> };

export type Noted = {
  /** It is to be told to come later. */
  isHeldUp: boolean;
  /** Whether this is worth being written down. */
  isNoted: boolean;
  /** It goes through MACs, and is held up for that. */
  isScan: boolean;
  /** That was found out just now. */
  began: { untilMs: number; macs: readonly string[] } | undefined;
};

/**
 * Watches sources whose requests open nothing: each may make some in a minute, and who names ever other phones goes
 * through MACs and is held up, a minute at first, then longer each time. It is not asked about requests that hold a
 * right token, so that nobody who shares an address with a stranger is held up with them.
 */
export class StrangerWatch {
  readonly #bans = new Bans();
  readonly #sources = new Map<string, Source>();

  /** Notes a request that opens nothing; `macs` are those that it names. */
  note(source: string, macs: readonly string[], nowMs: number): Noted {
    const seen = this.#seen(source, nowMs);
    seen.count += 1;
    const isNoted = seen.count <= A_MINUTE_MAX;
    if (this.#bans.isBanned(source, nowMs))
      return { isHeldUp: true, isNoted, isScan: true, began: undefined };
    for (const mac of macs) seen.macs.add(mac);
    if (seen.macs.size <= MACS_AN_HOUR_MAX)
      return { isHeldUp: !isNoted, isNoted, isScan: false, began: undefined };
    const began = { untilMs: nowMs + this.#bans.begin(source, nowMs), macs: [...seen.macs] };
    seen.macs = new Set();
    return { isHeldUp: true, isNoted, isScan: true, began };
  }

  #seen(source: string, nowMs: number): Source {
    const [minute, hour] = [Math.floor(nowMs / MINUTE_MS), Math.floor(nowMs / HOUR_MS)];
    const known = this.#sources.get(source);
    if (known !== undefined) {
      if (known.minute !== minute) [known.minute, known.count] = [minute, 0];
      if (known.hour !== hour) [known.hour, known.macs] = [hour, new Set()];
      return known;
    }
    const [oldest] = this.#sources.keys();
    if (this.#sources.size >= SOURCES_MAX && oldest !== undefined) this.#sources.delete(oldest);
    const fresh = { minute, count: 0, hour, macs: new Set<string>() };
    this.#sources.set(source, fresh);
    return fresh;
  }
}
