import type { DeskId } from '#server/hotdesk/ids.ts';
import type { Flow } from '#server/sip/flow.ts';

/**
 * By which way each desk's phone proved itself last. Whoever comes by it is that phone, even when its credentials have
 * died since: as far as calling for help goes, and no further.
 */
export class DeskFlows {
  readonly #flows = new Map<DeskId, string>();
  readonly #desks = new Map<string, DeskId>();

  note(deskId: DeskId, { id }: Flow): void {
    const before = this.#flows.get(deskId);
    if (before === id && this.#desks.get(id) === deskId) return;
    if (before !== undefined && this.#desks.get(before) === deskId) this.#desks.delete(before);
    this.#flows.set(deskId, id);
    this.#desks.set(id, deskId);
  }

  deskBehind({ id }: Flow): DeskId | undefined {
    return this.#desks.get(id);
  }

  forget(deskId: DeskId): void {
    const flow = this.#flows.get(deskId);
    this.#flows.delete(deskId);
    if (flow !== undefined && this.#desks.get(flow) === deskId) this.#desks.delete(flow);
  }
}
