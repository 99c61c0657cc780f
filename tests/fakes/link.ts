import { createSipEngine, type SipEngine, type TransactionUser } from '#server/sip/engine.ts';
import { type Endpoint, type Flow, udpFlow } from '#server/sip/flow.ts';
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
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly bytes: Uint8Array;
};

/** What stands before an engine: others see it at `outside`, and at another port from each of these moments on. */
type Nat = { readonly inside: string; readonly outside: string; readonly changesAtMs: readonly number[] };

const SIP_PORT = 5_060;
const NAT_PORT = 40_000;

/**
 * Engines with addresses, joined by UDP that may lose, delay, duplicate, reorder and rewrite addresses, in a time of
 * its own.
 * Everything follows from the seed.
 */
export class FakeNetwork {
  nowMs = 0;
  readonly #random: ReturnType<typeof seededRandom>;
  readonly #faults: Faults;
  readonly #engines = new Map<string, SipEngine>();
  readonly #nats: Nat[] = [];
  /** Who comes by a connection, and by which. */
  readonly #connections = new Map<string, number>();
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
      send: (flow, bytes) => this.#send(address, flow.remote, bytes),
      sentBy: () => ({ host: address, port: SIP_PORT }),
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

  /** Puts the engine at `inside` behind a NAT: what is sent to a port that it had before is lost. */
  addNat(nat: Nat): void {
    this.#nats.push(nat);
  }

  /** From now on this address comes by a new connection. Its messages arrive like all others. */
  connect(address: string): void {
    this.#connections.set(address, (this.#connections.get(address) ?? 0) + 1);
  }

  flow(from: string, to: string): Flow {
    return this.#way({ address: from, port: SIP_PORT }, { address: to, port: SIP_PORT });
  }

  #way(local: Endpoint, remote: Endpoint): Flow {
    const udp = udpFlow(local, remote);
    const serial = this.#connections.get(local.address) ?? this.#connections.get(remote.address);
    if (serial === undefined) return udp;
    return { ...udp, id: `tcp ${local.address} ${remote.address} ${serial}`, transport: 'tcp' };
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
      const address = this.#inside(to);
      const engine = address === undefined ? undefined : this.#engines.get(address);
      if (address !== undefined)
        engine?.receive(this.#way({ address, port: SIP_PORT }, from), bytes, this.nowMs);
    }
  }

  /** Which engine a datagram to this address reaches; undefined where a NAT knows the port no more. */
  #inside({ address, port }: Endpoint): string | undefined {
    const nat = this.#nats.find(({ outside }) => outside === address);
    if (nat === undefined) return address;
    return port === this.#portOf(nat) ? nat.inside : undefined;
  }

  #portOf({ changesAtMs }: Nat): number {
    return NAT_PORT + changesAtMs.filter((atMs) => atMs <= this.nowMs).length;
  }

  #outside(address: string): Endpoint {
    const nat = this.#nats.find(({ inside }) => inside === address);
    return nat === undefined
      ? { address, port: SIP_PORT }
      : { address: nat.outside, port: this.#portOf(nat) };
  }

  #send(address: string, to: Endpoint, bytes: Uint8Array): void {
    const from = this.#outside(address);
    this.sentCount += 1;
    this.onSent(to.address, bytes);
    const { loss, duplication, delayMinMs, delayMaxMs } = this.#faults;
    const copies = this.#random.next() < duplication ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (this.#random.next() < loss) continue;
      const delayMs = delayMinMs + this.#random.next() * (delayMaxMs - delayMinMs);
      this.#parcels.push({ atMs: this.nowMs + delayMs, from, to, bytes });
    }
  }
}
