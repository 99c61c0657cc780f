import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint, Flow } from '../flow.ts';
import { StreamFraming } from '../message/stream-framing.ts';
import type { Transport, TransportUser } from './stack.ts';

export type TcpTransport = Transport & { readonly local: Endpoint };

type Options = { address: string; port: number; user: TransportUser };

/** RFC 5626 3.5.1 */
const PONG = '\r\n';
/** A peer that takes nothing for so long is not waited for. */
const WRITE_BUFFER_MAX_BYTES = 1024 * 1024;
const CONNECTIONS_MAX = 20_000;

/** TCP connections that phones open. One is used for everything that goes to that phone (RFC 5923). */
export async function openTcp({ address, port, user }: Options): Promise<TcpTransport> {
  const connections = new Map<string, Socket>();
  let serial = 0;
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    serial += 1;
    const flow = flowOf(socket, serial);
    connections.set(flow.id, socket);
    const framing = new StreamFraming();
    socket.on('data', (chunk) => {
      const frames = framing.push(chunk);
      if (frames === undefined) return socket.destroy();
      for (const frame of frames) {
        if (frame.is === 'ping') socket.write(PONG);
        else user.received(flow, frame.bytes);
      }
      return undefined;
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connections.delete(flow.id);
      user.failed(flow);
    });
  });
  server.maxConnections = CONNECTIONS_MAX;
  await listen(server, address, port);
  const bound = server.address();
  const local =
    typeof bound === 'object' && bound !== null
      ? { address: bound.address, port: bound.port }
      : { address, port };
  return {
    local,
    owns: (flow) => connections.has(flow.id),
    send(flow, bytes) {
      const socket = connections.get(flow.id);
      if (socket === undefined) return;
      if (socket.writableLength > WRITE_BUFFER_MAX_BYTES) socket.destroy();
      else socket.write(bytes);
    },
    close() {
      for (const socket of connections.values()) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function flowOf(socket: Socket, serial: number): Flow {
  const local = { address: socket.localAddress ?? '', port: socket.localPort ?? 0 };
  const remote = { address: plain(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
  return { id: `tcp ${serial} ${remote.address}:${remote.port}`, transport: 'tcp', local, remote };
}

/** An IPv4 peer of an IPv6 socket is written as IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

function listen(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
