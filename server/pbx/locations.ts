import type { DeskId } from '#server/hotdesk/ids.ts';
import type { SipBinding } from '#server/hotdesk/sip-directory.ts';
import { ByFlow } from '#server/sip/by-flow.ts';
import type { Flow } from '#server/sip/flow.ts';

/** A binding and the way to it. */
export type Location = { readonly binding: SipBinding; readonly flow: Flow };

/** Where a desk's phone was last heard with credentials of that desk, live ones or just ended. */
export type LastHeard = {
  readonly authName: string;
  readonly extension: string;
  readonly contact: string;
  /** RFC 3327 */
  readonly path: readonly string[];
  readonly flow: Flow;
  /** Until when something that is sent there may be expected to arrive. */
  readonly untilMs: number;
};

/** Where the phones are, in memory; the database has the same (RFC 3261 10's location service). */
export class Locations {
  readonly #byDesk = new Map<DeskId, Location[]>();
  readonly #byFlow = new ByFlow<Location>();
  readonly #lastHeard = new Map<DeskId, LastHeard>();

  put(location: Location, extension: string): void {
    const { binding, flow } = location;
    this.remove(binding);
    const locations = this.#byDesk.get(binding.deskId);
    if (locations === undefined) this.#byDesk.set(binding.deskId, [location]);
    else locations.push(location);
    this.#byFlow.add(flow, location);
    const { deskId, authName, contact, path, expiresAtMs: untilMs } = binding;
    this.heard(deskId, { authName, extension, contact, path, flow, untilMs });
  }

  heard(deskId: DeskId, lastHeard: LastHeard): void {
    this.#lastHeard.set(deskId, lastHeard);
  }

  remove({ deskId, authName, contact }: Pick<SipBinding, 'deskId' | 'authName' | 'contact'>): void {
    const locations = this.#byDesk.get(deskId) ?? [];
    const index = locations.findIndex(
      ({ binding }) => binding.contact === contact && binding.authName === authName,
    );
    for (const location of locations.splice(index, index < 0 ? 0 : 1))
      this.#byFlow.delete(location.flow, location);
  }

  /** Bindings that have not run out. */
  ofDesk(deskId: DeskId, nowMs: number): Location[] {
    const all = [...(this.#byDesk.get(deskId) ?? [])];
    for (const { binding } of all) if (binding.expiresAtMs <= nowMs) this.remove(binding);
    return all.filter(({ binding }) => binding.expiresAtMs > nowMs);
  }

  ofCredential(deskId: DeskId, authName: string, nowMs: number): Location[] {
    return this.ofDesk(deskId, nowMs).filter(({ binding }) => binding.authName === authName);
  }

  /** Credentials have ended: what was bound with them is bound no more. */
  keepOnly(deskId: DeskId, liveAuthNames: ReadonlySet<string>): void {
    for (const { binding } of [...(this.#byDesk.get(deskId) ?? [])])
      if (!liveAuthNames.has(binding.authName)) this.remove(binding);
  }

  lastHeard(deskId: DeskId): LastHeard | undefined {
    return this.#lastHeard.get(deskId);
  }

  forget(deskId: DeskId): void {
    this.keepOnly(deskId, new Set());
    this.#byDesk.delete(deskId);
    this.#lastHeard.delete(deskId);
  }

  /** A connection broke: nobody is behind it any more. */
  flowFailed(flow: Flow): void {
    for (const { binding } of this.#byFlow.of(flow)) this.remove(binding);
  }

  count(nowMs: number): number {
    let count = 0;
    for (const deskId of this.#byDesk.keys()) count += this.ofDesk(deskId, nowMs).length;
    return count;
  }
}
