import { type Flow, isReliable } from './flow.ts';

/** What hangs on which connection: a connection that breaks costs what it carried, not a look at everything. */
export class ByFlow<T> {
  readonly #items = new Map<string, Set<T>>();

  /** UDP never breaks: nothing is noted for it. */
  add(flow: Flow, item: T): void {
    if (!isReliable(flow)) return;
    const items = this.#items.get(flow.id);
    if (items === undefined) this.#items.set(flow.id, new Set([item]));
    else items.add(item);
  }

  delete(flow: Flow, item: T): void {
    const items = this.#items.get(flow.id);
    if (items?.delete(item) === true && items.size === 0) this.#items.delete(flow.id);
  }

  /** Everything on that connection, as it is now. */
  of(flow: Flow): T[] {
    return [...(this.#items.get(flow.id) ?? [])];
  }
}
