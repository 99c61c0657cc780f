import { isUtf8 } from 'node:buffer';
import type { RawData, WebSocket } from 'ws';
import type { Flow } from '../flow.ts';
import { type Connections, type OpenConnection, WRITE_BUFFER_MAX_BYTES } from './connections.ts';

const PING = '\r\n\r\n';
const PONG = Buffer.from('\r\n');
const GOING_AWAY = 1001;

type Args = { socket: WebSocket; flow: Flow; connections: Connections };

/** A WebSocket of RFC 7118: one message of it is one of SIP. Who answers no ping is not there. */
export class WebSocketConnection implements OpenConnection {
  readonly flow: Flow;
  readonly #socket: WebSocket;
  readonly #connections: Connections;
  readonly #heartbeat: NodeJS.Timeout;
  /** Until the first message it is short, then as long as one may be silent. */
  #patience: NodeJS.Timeout;
  #isAlive = true;
  #hasSpoken = false;

  constructor({ socket, flow, connections }: Args) {
    this.flow = flow;
    this.#socket = socket;
    this.#connections = connections;
    const { messageMs, pingMs } = connections.limits;
    this.#patience = setTimeout(() => socket.terminate(), messageMs).unref();
    this.#heartbeat = setInterval(() => this.#beat(), pingMs).unref();
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.on('message', (data) => this.#take(data));
    // Too large a message, bytes that are no text: ws has said why and closes.
    socket.on('error', () => {});
    socket.on('close', () => this.#ended());
    connections.add(this);
  }

  send(bytes: Uint8Array): void {
    const socket = this.#socket;
    if (socket.bufferedAmount > WRITE_BUFFER_MAX_BYTES) return socket.terminate();
    // RFC 7118 4.2: text where it is such.
    socket.send(bytes, { binary: !isUtf8(bytes) }, () => {});
  }

  close(): void {
    this.#socket.close(GOING_AWAY);
  }

  #take(data: RawData): void {
    // ws gives a Buffer for a message unless it is told otherwise.
    if (!Buffer.isBuffer(data)) return;
    if (data.every((byte) => byte === 13 || byte === 10)) {
      if (data.toString() === PING) this.send(PONG);
      return;
    }
    this.#spoke();
    this.#connections.received(this.flow, data);
  }

  #spoke(): void {
    if (this.#hasSpoken) return void this.#patience.refresh();
    this.#hasSpoken = true;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#socket.terminate(), this.#connections.limits.idleMs).unref();
  }

  #beat(): void {
    if (!this.#isAlive) return this.#socket.terminate();
    this.#isAlive = false;
    this.#socket.ping();
  }

  #ended(): void {
    clearTimeout(this.#patience);
    clearInterval(this.#heartbeat);
    this.#connections.ended(this.flow);
  }
}
