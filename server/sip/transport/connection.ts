import type { Socket } from 'node:net';
import type { Flow } from '../flow.ts';
import { StreamFraming } from '../message/stream-framing.ts';

export type ConnectionLimits = {
  /** A message that has begun is there whole within this time, and so is the first one of a connection. */
  readonly messageMs: number;
  /** Longer than a registration lasts: whoever is silent for so long is not there. */
  readonly idleMs: number;
  readonly connections: number;
  readonly connectionsASource: number;
};

export const defaultConnectionLimits: ConnectionLimits = {
  messageMs: 30_000,
  idleMs: 70 * 60_000,
  connections: 20_000,
  // A house of phones behind one address has one each.
  connectionsASource: 2_000,
};

/** RFC 5626 3.5.1 */
const PONG = '\r\n';
/** A peer that takes nothing for so long is not waited for. */
const WRITE_BUFFER_MAX_BYTES = 1024 * 1024;

type Args = {
  socket: Socket;
  flow: Flow;
  limits: ConnectionLimits;
  received(flow: Flow, bytes: Uint8Array): void;
};

/** One connection of a phone: what it sends is cut into messages, and it has its limits in size and time. */
export class Connection {
  readonly flow: Flow;
  readonly #args: Args;
  readonly #framing = new StreamFraming();
  #patience: NodeJS.Timeout | undefined;

  constructor(args: Args) {
    const { socket, flow, limits } = args;
    this.flow = flow;
    this.#args = args;
    socket.setTimeout(limits.idleMs, () => socket.destroy());
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clearTimeout(this.#patience));
    this.#bePatient();
  }

  send(bytes: Uint8Array): void {
    const { socket } = this.#args;
    if (socket.writableLength > WRITE_BUFFER_MAX_BYTES) socket.destroy();
    else socket.write(bytes);
  }

  close(): void {
    this.#args.socket.destroy();
  }

  #take(chunk: Uint8Array): void {
    const frames = this.#framing.push(chunk);
    if (frames === undefined) return this.close();
    // Pings alone are no reason to keep a connection that never said anything.
    const hasMessage = frames.some(({ is }) => is === 'message');
    if (hasMessage) this.#loseNoPatience();
    if (this.#framing.isWaiting) this.#bePatient();
    for (const frame of frames) {
      if (frame.is === 'ping') this.send(Buffer.from(PONG));
      else this.#args.received(this.flow, frame.bytes);
    }
  }

  #bePatient(): void {
    const { socket, limits } = this.#args;
    this.#patience ??= setTimeout(() => socket.destroy(), limits.messageMs).unref();
  }

  #loseNoPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }
}
