import type { DeskId, UserId } from '#server/hotdesk/ids.ts';

/** RFC 4235 3.7.1, as much of it as a lamp shows. */
export type CallState = 'trying' | 'early' | 'confirmed';
export type CallDirection = 'initiator' | 'recipient';

/** A desk's part in a call. */
export type DeskCall = {
  /** The same as long as it lasts, and never another's. */
  readonly serial: number;
  readonly deskId: DeskId;
  /** Who sat there as it began: it goes on as theirs when they have left. */
  readonly owner: UserId | null;
  readonly direction: CallDirection;
  readonly state: CallState;
};

export type CallWatcher = {
  ownerOf(deskId: DeskId): UserId | null;
  /** It began, went on or ended. */
  changed(call: DeskCall): void;
};

const nobody: CallWatcher = { ownerOf: () => null, changed() {} };

/**
 * Which desks are in a call now, and how far it is. No NOTIFY goes to a desk that has one: a Yealink that is told
 * during a call looks again only every 30 s. Whoever says that a call begins sees to it that it ends.
 */
export class DeskCalls {
  readonly #calls = new Map<DeskId, Map<string, DeskCall>>();
  readonly #ofUsers = new Map<UserId, Map<number, DeskCall>>();
  readonly #onIdle: (deskId: DeskId) => void;
  readonly #watcher: CallWatcher;
  #serial = 0;

  /** @param onIdle called when the last call of a desk has ended */
  constructor(onIdle: (deskId: DeskId) => void, watcher: CallWatcher = nobody) {
    this.#onIdle = onIdle;
    this.#watcher = watcher;
  }

  /** Nothing new for a call that has begun already. */
  begin(deskId: DeskId, call: string, direction: CallDirection = 'recipient'): void {
    if (this.#calls.get(deskId)?.has(call) === true) return;
    this.#serial += 1;
    const owner = this.#watcher.ownerOf(deskId);
    this.#put(call, { serial: this.#serial, deskId, owner, direction, state: 'trying' });
  }

  /** It rings, or somebody has answered. */
  reach(deskId: DeskId, call: string, state: 'early' | 'confirmed'): void {
    const before = this.#calls.get(deskId)?.get(call);
    if (before === undefined || before.state === state || before.state === 'confirmed') return;
    this.#put(call, { ...before, state });
  }

  end(deskId: DeskId, call: string): void {
    const calls = this.#calls.get(deskId);
    const ended = calls?.get(call);
    if (calls === undefined || ended === undefined) return;
    calls.delete(call);
    if (calls.size === 0) this.#calls.delete(deskId);
    this.#removeFromOwner(ended);
    this.#watcher.changed(ended);
    if (calls.size === 0) this.#onIdle(deskId);
  }

  isBusy(deskId: DeskId): boolean {
    return this.#calls.has(deskId);
  }

  of(deskId: DeskId): DeskCall[] {
    return [...(this.#calls.get(deskId)?.values() ?? [])];
  }

  /** Of this user, at whatever desk. */
  ofUser(userId: UserId): DeskCall[] {
    return [...(this.#ofUsers.get(userId)?.values() ?? [])];
  }

  #put(key: string, call: DeskCall): void {
    const { deskId, owner, serial } = call;
    this.#calls.set(deskId, (this.#calls.get(deskId) ?? new Map<string, DeskCall>()).set(key, call));
    if (owner !== null) {
      const own = this.#ofUsers.get(owner) ?? new Map<number, DeskCall>();
      this.#ofUsers.set(owner, own.set(serial, call));
    }
    this.#watcher.changed(call);
  }

  #removeFromOwner({ owner, serial }: DeskCall): void {
    const own = owner === null ? undefined : this.#ofUsers.get(owner);
    if (owner !== null && own?.delete(serial) === true && own.size === 0) this.#ofUsers.delete(owner);
  }
}
