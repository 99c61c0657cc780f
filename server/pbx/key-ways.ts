/** A phone may play a tone and send SIP INFO for the same key: how long after the tone the INFO is the same press. */
const SAME_PRESS_MS = 2_000;

/** The keys of one call, however they come: each press once. */
export class KeyWays {
  #tone: { digit: string; atMs: number } | undefined;
  #hasInfo = false;

  /** Whether a tone is a press: not for a phone that is known to send INFO. */
  isPressByTone(digit: string, nowMs: number): boolean {
    this.#tone = { digit, atMs: nowMs };
    return !this.#hasInfo;
  }

  /** Whether an INFO is a press: not the first one, where its tone was heard before it. */
  isPressByInfo(digit: string, nowMs: number): boolean {
    const isFirst = !this.#hasInfo;
    this.#hasInfo = true;
    const tone = this.#tone;
    return !(isFirst && tone?.digit === digit && nowMs - tone.atMs < SAME_PRESS_MS);
  }
}
