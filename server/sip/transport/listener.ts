import type { Server } from 'node:net';
import type { Endpoint } from '../flow.ts';

/** A socket that takes connections. */
export type Listener = { readonly local: Endpoint; close(): Promise<void> };

export type ListenAt = Endpoint;

/** Lets a server listen; the IPv6 socket leaves IPv4 to its sibling. Resolves when it does. */
export async function listenAt(server: Server, { address, port }: ListenAt): Promise<Listener> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address, ipv6Only: address.includes(':') }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address();
  const local =
    typeof bound === 'object' && bound !== null
      ? { address: bound.address, port: bound.port }
      : { address, port };
  return { local, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
