/** By RFC 4733, as tones in the voice, or by SIP INFO. */
export type KeyWay = 'event' | 'tone' | 'info';

/** A phone may send the same press in the media and by SIP INFO: how long after the one the other may come. */
const SAME_PRESS_MS = 2_000;

type Press = { readonly digit: string; readonly inMedia: boolean; readonly atMs: number };

/** The keys of one call, however they come: each press once. */
export class KeyWays {
  /** Presses that have come one way, and may still come the other way. */
  #single: Press[] = [];
  #hasInfo = false;

  isPress(digit: string, way: KeyWay, nowMs: number): boolean {
    // A tone may be misheard: a phone that is known to send INFO needs none.
    if (way === 'tone' && this.#hasInfo) return false;
    this.#hasInfo ||= way === 'info';
    const inMedia = way !== 'info';
    this.#single = this.#single.filter(({ atMs }) => nowMs - atMs < SAME_PRESS_MS);
    const other = this.#single.findIndex((press) => press.digit === digit && press.inMedia !== inMedia);
    if (other < 0) this.#single.push({ digit, inMedia, atMs: nowMs });
    else this.#single.splice(other, 1);
    return other < 0;
  }
}
