import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { asIpv4, sourceOf } from '#server/ports/source.ts';
import type { Flow, FlowFailure, TransportName } from '../flow.ts';
import type { Transport, TransportUser } from './stack.ts';

export type ConnectionLimits = {
  /** A message that has begun is there whole within this time, and so is the first one of a connection. */
  readonly messageMs: number;
  /** Longer than a registration lasts: whoever is silent for so long is not there. */
  readonly idleMs: number;
  /** How often a WebSocket is asked whether somebody is there; one ping long it is waited for. */
  readonly pingMs: number;
  readonly connections: number;
  readonly connectionsASource: number;
};

export const defaultConnectionLimits: ConnectionLimits = {
  messageMs: 30_000,
  idleMs: 70 * 60_000,
  pingMs: 30_000,
  connections: 20_000,
  // A house of phones behind one address has one each.
  connectionsASource: 2_000,
};

/** A peer that takes nothing for so long is not waited for. */
export const WRITE_BUFFER_MAX_BYTES = 1024 * 1024;

/** How long one that is closed in order is waited for. */
const CLOSE_MS = 500;

/** A way that is open, whatever it is made of. */
export type OpenConnection = { readonly flow: Flow; send(bytes: Uint8Array): void; close(): void };

/** Every connection of TCP, TLS and WebSocket, whoever opened it: one is used for all that goes to that peer. */
export class Connections implements Transport {
  readonly limits: ConnectionLimits;
  readonly #user: TransportUser;
  readonly #byFlow = new Map<string, OpenConnection>();
  readonly #perSource = new Map<string, number>();
  /** Those that peers opened, also before they have spoken TLS or HTTP. */
  readonly #admitted = new Set<Socket>();
  #serial = 0;
  #isClosed = false;

  constructor(user: TransportUser, limits: Partial<ConnectionLimits> = {}) {
    this.#user = user;
    this.limits = { ...defaultConnectionLimits, ...limits };
  }

  /** Counts a socket that a peer opened, until it closes. One too many is closed at once: then false. */
  admit(socket: Socket): boolean {
    const source = sourceOf(socket.remoteAddress ?? '');
    const count = this.#perSource.get(source) ?? 0;
    const isFull = this.#admitted.size >= this.limits.connections || count >= this.limits.connectionsASource;
    if (isFull || this.#isClosed || socket.destroyed) {
      socket.destroy();
      return false;
    }
    this.#admitted.add(socket);
    this.#perSource.set(source, count + 1);
    socket.once('close', () => {
      this.#admitted.delete(socket);
      this.#leave(source);
    });
    return true;
  }

  newFlow(transport: TransportName, socket: Socket): Flow {
    const local = { address: asIpv4(socket.localAddress ?? ''), port: socket.localPort ?? 0 };
    const remote = { address: asIpv4(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
    return this.flowBetween(transport, { local, remote });
  }

  flowBetween(transport: TransportName, { local, remote }: Pick<Flow, 'local' | 'remote'>): Flow {
    this.#serial += 1;
    return { id: `${transport} ${this.#serial} ${remote.address}:${remote.port}`, transport, local, remote };
  }

  add(connection: OpenConnection): void {
    this.#byFlow.set(connection.flow.id, connection);
  }

  received(flow: Flow, bytes: Uint8Array): void {
    this.#user.received(flow, bytes);
  }

  /** Nobody is behind this one any more. */
  ended(flow: Flow, failure?: FlowFailure): void {
    if (this.#byFlow.delete(flow.id)) this.#user.failed(flow, failure);
  }

  owns(flow: Flow): boolean {
    return this.#byFlow.has(flow.id);
  }

  send(flow: Flow, bytes: Uint8Array): void {
    this.#byFlow.get(flow.id)?.send(bytes);
  }

  drop(flow: Flow): void {
    this.#byFlow.get(flow.id)?.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const gone = Promise.all([...this.#admitted].map(closed));
    for (const connection of this.#byFlow.values()) connection.close();
    await Promise.race([gone, sleep(CLOSE_MS, undefined, { ref: false })]);
    for (const socket of this.#admitted) socket.destroy();
  }

  #leave(source: string): void {
    const count = (this.#perSource.get(source) ?? 1) - 1;
    if (count === 0) this.#perSource.delete(source);
    else this.#perSource.set(source, count);
  }
}

/** However it comes to that. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));
