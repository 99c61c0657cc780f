import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint, Flow } from '../flow.ts';
import { asIpv4, sourceOf } from '../source.ts';
import { Connection, type ConnectionLimits, defaultConnectionLimits } from './connection.ts';
import type { Transport, TransportUser } from './stack.ts';

export type TcpTransport = Transport & { readonly local: Endpoint };

type Options = { address: string; port: number; user: TransportUser; limits?: ConnectionLimits };

/** A phone whose plug was pulled says nothing: the kernel asks for it. */
const KEEP_ALIVE_MS = 60_000;

/** TCP connections that phones open. One is used for everything that goes to that phone (RFC 5923). */
export async function openTcp({ address, port, user, limits }: Options): Promise<TcpTransport> {
  const connections = new Connections(user, limits ?? defaultConnectionLimits);
  const server = createServer(
    { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS },
    (socket) => connections.accept(socket),
  );
  server.maxConnections = connections.limits.connections;
  await listen(server, address, port);
  const bound = server.address();
  const local =
    typeof bound === 'object' && bound !== null
      ? { address: bound.address, port: bound.port }
      : { address, port };
  return {
    local,
    owns: (flow) => connections.byFlow.has(flow.id),
    send: (flow, bytes) => connections.byFlow.get(flow.id)?.send(bytes),
    drop: (flow) => connections.byFlow.get(flow.id)?.close(),
    close() {
      for (const connection of connections.byFlow.values()) connection.close();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

class Connections {
  readonly byFlow = new Map<string, Connection>();
  readonly limits: ConnectionLimits;
  readonly #user: TransportUser;
  readonly #perSource = new Map<string, number>();
  #serial = 0;

  constructor(user: TransportUser, limits: ConnectionLimits) {
    this.#user = user;
    this.limits = limits;
  }

  accept(socket: Socket): void {
    const source = sourceOf(socket.remoteAddress ?? '');
    const count = this.#perSource.get(source) ?? 0;
    if (count >= this.limits.connectionsASource) return void socket.destroy();
    this.#perSource.set(source, count + 1);
    this.#serial += 1;
    const flow = flowOf(socket, this.#serial);
    const received = (from: Flow, bytes: Uint8Array): void => this.#user.received(from, bytes);
    this.byFlow.set(flow.id, new Connection({ socket, flow, limits: this.limits, received }));
    socket.on('close', () => {
      this.byFlow.delete(flow.id);
      this.#leave(source);
      this.#user.failed(flow);
    });
  }

  #leave(source: string): void {
    const count = (this.#perSource.get(source) ?? 1) - 1;
    if (count === 0) this.#perSource.delete(source);
    else this.#perSource.set(source, count);
  }
}

function flowOf(socket: Socket, serial: number): Flow {
  const local = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
  const remote = { address: asIpv4(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
  return { id: `tcp ${serial} ${remote.address}:${remote.port}`, transport: 'tcp', local, remote };
}

function listen(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
