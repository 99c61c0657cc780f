import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Flow, FlowFailure } from '../flow.ts';
import { StreamFraming } from '../message/stream-framing.ts';
import { type Connections, type OpenConnection, WRITE_BUFFER_MAX_BYTES } from './connections.ts';

/** RFC 5626 3.5.1 */
const PONG = Buffer.from('\r\n');

type Args = {
  socket: Socket;
  flow: Flow;
  connections: Connections;
  /** For one that we open: the event that says it stands. Until then it is given as long as a first message. */
  opensWith?: 'connect' | 'secureConnect';
};

/** A connection of TCP or TLS: what comes is cut into messages, and it has its limits in size and time. */
export class StreamConnection implements OpenConnection {
  readonly flow: Flow;
  readonly #socket: Socket;
  readonly #connections: Connections;
  readonly #framing = new StreamFraming();
  #patience: NodeJS.Timeout | undefined;

  constructor({ socket, flow, connections, opensWith }: Args) {
    this.flow = flow;
    this.#socket = socket;
    this.#connections = connections;
    socket.setTimeout(connections.limits.idleMs, () => socket.destroy());
    socket.on('data', (chunk) => this.#take(chunk));
    let failure: FlowFailure | undefined;
    socket.on('error', (error) => {
      failure = { is: isOfCertificate(socket) ? 'certificate' : 'connection', reason: error.message };
      socket.destroy();
    });
    socket.on('close', () => {
      clearTimeout(this.#patience);
      connections.ended(flow, failure);
    });
    this.#bePatient();
    if (opensWith !== undefined) socket.once(opensWith, () => this.#loseNoPatience());
    connections.add(this);
  }

  send(bytes: Uint8Array): void {
    const socket = this.#socket;
    if (socket.writableLength > WRITE_BUFFER_MAX_BYTES) socket.destroy();
    else socket.write(bytes);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Uint8Array): void {
    const frames = this.#framing.push(chunk);
    if (frames === undefined) return this.close();
    // Pings alone are no reason to keep a connection that never said anything.
    const hasMessage = frames.some(({ is }) => is === 'message');
    if (hasMessage) this.#loseNoPatience();
    if (this.#framing.isWaiting) this.#bePatient();
    for (const frame of frames) {
      if (frame.is === 'ping') this.send(PONG);
      else this.#connections.received(this.flow, frame.bytes);
    }
  }

  #bePatient(): void {
    const { messageMs } = this.#connections.limits;
    this.#patience ??= setTimeout(() => this.#socket.destroy(), messageMs).unref();
  }

  #loseNoPatience(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }
}

/** Whom we connected to, and do not believe. */
const isOfCertificate = (socket: Socket): boolean =>
  socket instanceof TLSSocket && Boolean(socket.authorizationError);
