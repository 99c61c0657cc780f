import type { AuthName, DeskId } from '#server/hotdesk/ids.ts';
import { ByFlow } from '#server/sip/by-flow.ts';
import type { Subscription } from '#server/sip/event/subscription.ts';
import type { Flow } from '#server/sip/flow.ts';
import { fromOf, type SipRequest, tagOf, toOf } from '#server/sip/message/message.ts';
import type { Subject, View } from './watched-numbers.ts';

/** One subscription, and what it is of. */
export type Watcher = {
  readonly subscription: Subscription;
  readonly dialogKey: string;
  readonly view: View;
  readonly subject: Subject;
};

/** The dialog of a SUBSCRIBE that came, with our tag in To. */
export const dialogKeyOf = (request: SipRequest, localTag = tagOf(toOf(request))): string =>
  `${request.headers.get('Call-ID') ?? ''} ${localTag ?? ''} ${tagOf(fromOf(request)) ?? ''}`;

/** Every subscription, by whatever it is asked for. */
export class SubscriptionIndex {
  readonly #byDialog = new Map<string, Watcher>();
  readonly #bySubject = new Map<Subject, Set<Watcher>>();
  readonly #byDesk = new Map<DeskId, Set<Watcher>>();
  readonly #byFlow = new ByFlow<Watcher>();

  get count(): number {
    return this.#byDialog.size;
  }

  add(watcher: Watcher): void {
    this.#byDialog.set(watcher.dialogKey, watcher);
    addTo(this.#bySubject, watcher.subject, watcher);
    addTo(this.#byDesk, watcher.view.subscriber.deskId, watcher);
    this.#byFlow.add(watcher.subscription.flow, watcher);
  }

  remove(dialogKey: string): void {
    const watcher = this.#byDialog.get(dialogKey);
    if (watcher === undefined) return;
    this.#byDialog.delete(dialogKey);
    removeFrom(this.#bySubject, watcher.subject, watcher);
    removeFrom(this.#byDesk, watcher.view.subscriber.deskId, watcher);
    this.#byFlow.delete(watcher.subscription.flow, watcher);
  }

  /** Does what may change the way to its phone. */
  moving(watcher: Watcher, change: () => void): void {
    this.#byFlow.delete(watcher.subscription.flow, watcher);
    change();
    if (this.#byDialog.has(watcher.dialogKey)) this.#byFlow.add(watcher.subscription.flow, watcher);
  }

  ofDialog(request: SipRequest): Watcher | undefined {
    return this.#byDialog.get(dialogKeyOf(request));
  }

  ofSubject(subject: Subject): Watcher[] {
    return [...(this.#bySubject.get(subject) ?? [])];
  }

  /** Made by the phone of this desk, with whatever credentials. */
  ofDesk(deskId: DeskId): Watcher[] {
    return [...(this.#byDesk.get(deskId) ?? [])];
  }

  ofAccount({ deskId, authName }: { deskId: DeskId; authName: AuthName }): Watcher[] {
    return this.ofDesk(deskId).filter(({ view }) => view.subscriber.authName === authName);
  }

  ofFlow(flow: Flow): Watcher[] {
    return this.#byFlow.of(flow);
  }

  all(): Watcher[] {
    return [...this.#byDialog.values()];
  }
}

function addTo<Key>(sets: Map<Key, Set<Watcher>>, key: Key, watcher: Watcher): void {
  sets.set(key, (sets.get(key) ?? new Set<Watcher>()).add(watcher));
}

function removeFrom<Key>(sets: Map<Key, Set<Watcher>>, key: Key, watcher: Watcher): void {
  const set = sets.get(key);
  if (set?.delete(watcher) === true && set.size === 0) sets.delete(key);
}
