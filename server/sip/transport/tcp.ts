import { createServer } from 'node:net';
import type { Connections } from './connections.ts';
import { type Listener, listenAt } from './listener.ts';
import { StreamConnection } from './stream-connection.ts';

type Options = { address: string; port: number; connections: Connections };

/** A phone whose plug was pulled says nothing: the kernel asks for it. */
export const KEEP_ALIVE = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 };

/** Takes TCP connections. */
export function listenTcp({ address, port, connections }: Options): Promise<Listener> {
  const server = createServer(KEEP_ALIVE, (socket) => {
    if (!connections.admit(socket)) return;
    new StreamConnection({ socket, flow: connections.newFlow('tcp', socket), connections });
  });
  return listenAt(server, { address, port });
}
