import type { Log } from '#server/ports/log.ts';
import { type Flow, type Peer, udpFlow } from '../flow.ts';
import type { Connections } from './connections.ts';
import { OutgoingConnections } from './outgoing.ts';
import type { UdpTransport } from './udp.ts';

type Deps = { udp: readonly Pick<UdpTransport, 'local' | 'flowTo'>[]; connections: Connections; log: Log };

/**
 * The way to anybody, at once. A connection that cannot be had fails as one that breaks: the engine is told by
 * `flowFailed`. UDP of a family that this machine has not is silence, as UDP to nobody is.
 */
export function flowFinder({ udp, connections, log }: Deps): (peer: Peer) => Flow {
  const outgoing = new OutgoingConnections(connections, log);
  return (peer) => {
    const { transport, address, port } = peer;
    if (transport !== 'udp') return outgoing.flowTo({ ...peer, transport });
    const own = udp.find(({ local }) => isIpv6(local.address) === isIpv6(address));
    return own?.flowTo({ address, port }) ?? udpFlow({ address: '', port: 0 }, { address, port });
  };
}

const isIpv6 = (address: string): boolean => address.includes(':');
