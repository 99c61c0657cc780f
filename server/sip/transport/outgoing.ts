import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Flow, Peer } from '../flow.ts';
import type { Connections } from './connections.ts';
import { StreamConnection } from './stream-connection.ts';
import { KEEP_ALIVE } from './tcp.ts';
import { TLS_MIN_VERSION } from './tls.ts';

type ConnectionPeer = Peer & { readonly transport: 'tcp' | 'tls' };

const UNKNOWN = { address: '', port: 0 };

/** Connections that we open ourselves. Whoever is connected is not connected to twice (RFC 5923). */
export class OutgoingConnections {
  readonly #connections: Connections;
  readonly #log: Log;
  readonly #flows = new Map<string, Flow>();

  constructor(connections: Connections, log: Log) {
    this.#connections = connections;
    this.#log = log;
  }

  /** The way to a peer, at once: what is sent waits until it stands. One that cannot be had fails, as one that breaks. */
  flowTo(peer: ConnectionPeer): Flow {
    const key = `${peer.transport} ${peer.address} ${peer.port} ${peer.serverName ?? ''}`;
    const known = this.#flows.get(key);
    if (known !== undefined) return known;
    const remote = { address: peer.address, port: peer.port };
    const flow = this.#connections.flowBetween(peer.transport, { local: UNKNOWN, remote });
    const socket = open(peer);
    this.#flows.set(key, flow);
    socket.once('error', (error) =>
      this.#log.warn('a SIP connection failed', { to: key, error: reasonOf(error) }),
    );
    // Before the connection's own listener tells of the end: whoever tries again then gets a new one.
    socket.once('close', () => this.#flows.delete(key));
    const opensWith = peer.transport === 'tls' ? 'secureConnect' : 'connect';
    new StreamConnection({ socket, flow, connections: this.#connections, opensWith });
    return flow;
  }
}

function open({ transport, address, port, serverName }: ConnectionPeer): Socket {
  const options = { host: address, port, ...KEEP_ALIVE };
  if (transport === 'tcp') return connect(options);
  // RFC 6066 3: an address is no name to ask for; Node then holds the certificate against the host.
  const name = serverName !== undefined && isIP(serverName) === 0 ? { servername: serverName } : {};
  return connectTls({ ...options, ...name, minVersion: TLS_MIN_VERSION });
}
