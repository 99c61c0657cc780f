import type { DeskId } from '#server/hotdesk/ids.ts';

/**
 * Which desks are in a call now. No NOTIFY goes to a desk that has one: a Yealink that is told during a call
 * looks again only every 30 s. Whoever says that a call begins sees to it that it ends.
 */
export class DeskCalls {
  readonly #calls = new Map<DeskId, Set<string>>();
  readonly #onIdle: (deskId: DeskId) => void;

  /** @param onIdle called when the last call of a desk has ended */
  constructor(onIdle: (deskId: DeskId) => void) {
    this.#onIdle = onIdle;
  }

  begin(deskId: DeskId, call: string): void {
    const calls = this.#calls.get(deskId);
    if (calls === undefined) this.#calls.set(deskId, new Set([call]));
    else calls.add(call);
  }

  end(deskId: DeskId, call: string): void {
    const calls = this.#calls.get(deskId);
    if (calls?.delete(call) !== true || calls.size > 0) return;
    this.#calls.delete(deskId);
    this.#onIdle(deskId);
  }

  isBusy(deskId: DeskId): boolean {
    return this.#calls.has(deskId);
  }
}
