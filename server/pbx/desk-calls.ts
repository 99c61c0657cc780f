import type { DeskId } from '#server/hotdesk/ids.ts';

/** How long a call may go unheard of before it is taken for dead: a BYE can be lost with its phone. */
const FORGOTTEN_AFTER_MS = 4 * 3_600_000;

/**
 * Which desks are in a call now. No NOTIFY goes to a desk that has one: a Yealink that is told during a call
 * looks again only every 30 s.
 */
export class DeskCalls {
  readonly #calls = new Map<DeskId, Map<string, number>>();
  readonly #onIdle: (deskId: DeskId) => void;

  /** @param onIdle called when the last call of a desk has ended */
  constructor(onIdle: (deskId: DeskId) => void) {
    this.#onIdle = onIdle;
  }

  begin(deskId: DeskId, callId: string, nowMs: number): void {
    const calls = this.#calls.get(deskId) ?? new Map<string, number>();
    calls.set(callId, nowMs);
    this.#calls.set(deskId, calls);
  }

  end(deskId: DeskId, callId: string): void {
    const calls = this.#calls.get(deskId);
    if (calls?.delete(callId) !== true || calls.size > 0) return;
    this.#calls.delete(deskId);
    this.#onIdle(deskId);
  }

  isBusy(deskId: DeskId, nowMs: number): boolean {
    const calls = this.#calls.get(deskId);
    if (calls === undefined) return false;
    for (const [callId, sinceMs] of calls) if (nowMs - sinceMs > FORGOTTEN_AFTER_MS) calls.delete(callId);
    if (calls.size === 0) this.#calls.delete(deskId);
    return calls.size > 0;
  }

  get count(): number {
    let count = 0;
    for (const calls of this.#calls.values()) count += calls.size;
    return count;
  }
}
