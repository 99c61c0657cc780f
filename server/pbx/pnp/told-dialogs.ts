/** As long as a NOTIFY is sent again (RFC 3261 17.1.2.2, Timer F). AudioCodes asks for 5 s in the same dialog. */
const REMEMBERED_MS = 32_000;
const DIALOGS_MAX = 1_000;

/** Phones ask several times in a row, and are told once: who was told, by Call-ID. */
export class ToldDialogs {
  readonly #toldMs = new Map<string, number>();

  wasTold(callId: string, nowMs: number): boolean {
    const toldMs = this.#toldMs.get(callId);
    return toldMs !== undefined && nowMs - toldMs < REMEMBERED_MS;
  }

  tell(callId: string, nowMs: number): void {
    this.#toldMs.delete(callId);
    this.#toldMs.set(callId, nowMs);
    const [oldest] = this.#toldMs.keys();
    if (this.#toldMs.size > DIALOGS_MAX && oldest !== undefined) this.#toldMs.delete(oldest);
  }

  /** It did not take what it was told: it may ask again. */
  forget(callId: string): void {
    this.#toldMs.delete(callId);
  }
}
