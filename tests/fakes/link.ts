import { createSipEngine, type SipEngine, type TransactionUser } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { seededRandom } from './seeded-random.ts';

/** What a network does to datagrams. Delays that differ put them out of order. */
export type Faults = {
  /** Shares, 0 to 1. */
  readonly loss: number;
  readonly duplication: number;
  readonly delayMinMs: number;
  readonly delayMaxMs: number;
};

export const perfect: Faults = { loss: 0, duplication: 0, delayMinMs: 1, delayMaxMs: 1 };

type Parcel = {
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly bytes: Uint8Array;
};

/**
 * Engines with addresses, joined by UDP that may lose, delay, duplicate and reorder, in a time of its own.
 * Everything follows from the seed.
 */
export class FakeNetwork {
  nowMs = 0;
  readonly #random: ReturnType<typeof seededRandom>;
  readonly #faults: Faults;
  readonly #engines = new Map<string, SipEngine>();
  #parcels: Parcel[] = [];
  #seed: number;
  sentCount = 0;
  /** For the curious: every datagram that is sent, before anything happens to it. */
  onSent: (to: string, bytes: Uint8Array) => void = () => {};

  constructor(seed: number, faults: Faults = perfect) {
    this.#seed = seed * 1_000;
    this.#random = seededRandom(seed);
    this.#faults = faults;
  }

  /** An engine at `address`, port 5060. */
  add(address: string, user: TransactionUser): SipEngine {
    this.#seed += 1;
    const engine = createSipEngine({
      random: seededRandom(this.#seed),
      user,
      send: (flow, bytes) => this.#send(address, flow.remote.address, bytes),
      sentBy: () => ({ host: address, port: 5060 }),
    });
    this.#engines.set(address, engine);
    return engine;
  }

  /** Transactions that have not ended, of all engines. */
  get pendingTransactions(): number {
    let count = 0;
    for (const engine of this.#engines.values()) count += engine.transactionCount;
    return count;
  }

  flow(from: string, to: string): Flow {
    return {
      id: `udp ${from}:5060 ${to}:5060`,
      transport: 'udp',
      local: { address: from, port: 5060 },
      remote: { address: to, port: 5060 },
    };
  }

  /** Lets everything happen until `toMs`, each thing at its own moment. */
  run(toMs: number): void {
    for (let nextMs = this.#nextMs(); nextMs !== undefined && nextMs <= toMs; nextMs = this.#nextMs()) {
      this.nowMs = Math.max(this.nowMs, nextMs);
      this.#deliver();
      for (const engine of this.#engines.values()) engine.tick(this.nowMs);
    }
    this.nowMs = toMs;
  }

  #nextMs(): number | undefined {
    const times = this.#parcels.map(({ atMs }) => atMs);
    for (const engine of this.#engines.values()) {
      const deadlineMs = engine.nextDeadlineMs();
      if (deadlineMs !== undefined) times.push(deadlineMs);
    }
    return times.length === 0 ? undefined : Math.min(...times);
  }

  #deliver(): void {
    const due = this.#parcels.filter(({ atMs }) => atMs <= this.nowMs);
    this.#parcels = this.#parcels.filter(({ atMs }) => atMs > this.nowMs);
    for (const { from, to, bytes } of due) {
      this.#engines.get(to)?.receive(this.flow(to, from), bytes, this.nowMs);
    }
  }

  #send(from: string, to: string, bytes: Uint8Array): void {
    this.sentCount += 1;
    this.onSent(to, bytes);
    const { loss, duplication, delayMinMs, delayMaxMs } = this.#faults;
    const copies = this.#random.next() < duplication ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (this.#random.next() < loss) continue;
      const delayMs = delayMinMs + this.#random.next() * (delayMaxMs - delayMinMs);
      this.#parcels.push({ atMs: this.nowMs + delayMs, from, to, bytes });
    }
  }
}
