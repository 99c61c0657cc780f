import { createSocket, type Socket } from 'node:dgram';
import { type Endpoint, type Flow, udpFlow } from '../flow.ts';
import { answerStun, isStun } from '../stun.ts';
import type { Transport, TransportUser } from './stack.ts';

export type UdpTransport = Transport & {
  readonly local: Endpoint;
  /** The flow to a peer, also one that has not been heard of since we started. */
  flowTo(remote: Endpoint): Flow;
  /** Joins a multicast group on one interface, once or again; false where the interface does not do multicast. */
  join(group: string, interfaceAddress: string): boolean;
};

type Options = {
  address: string;
  port: number;
  user: TransportUser;
  /** Shares the port with other sockets (a multicast listener beside another one). */
  reuse?: boolean;
};

/** Loopback and busy mornings lose packets with the kernel's default. */
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/** One UDP socket. A flow is the pair of addresses. */
export async function openUdp({ address, port, user, reuse }: Options): Promise<UdpTransport> {
  const type = address.includes(':') ? 'udp6' : 'udp4';
  const socket = createSocket({
    type,
    reuseAddr: reuse ?? false,
    // IPv4 has a socket of its own.
    ipv6Only: type === 'udp6',
    recvBufferSize: RECEIVE_BUFFER_BYTES,
    // Only addresses come here: nothing is to be looked up, and nothing put off for it.
    lookup: (host, _, done) => done(null, host, type === 'udp6' ? 6 : 4),
  });
  await bind(socket, address, port);
  const bound = socket.address();
  const local = { address: bound.address, port: bound.port };
  const flowTo = (remote: Endpoint): Flow => udpFlow(local, remote);
  let isClosed = false;
  socket.on('message', (bytes, from) => {
    const { address, port } = from;
    if (isStun(bytes)) {
      const answer = answerStun(bytes, { address, port });
      if (answer !== undefined) socket.send(answer, port, address, () => {});
    } else if (!isKeepAlive(bytes)) user.received(flowTo({ address, port }), bytes);
  });
  // ICMP errors of one peer are not the socket's; timers tell of a peer that is gone.
  socket.on('error', () => {});
  return {
    local,
    flowTo,
    owns: (flow) =>
      !isClosed &&
      flow.transport === 'udp' &&
      flow.local.port === local.port &&
      flow.local.address === local.address,
    send(flow, bytes) {
      // What goes wrong is heard above, for all: a callback for each datagram would cost each a tick.
      if (!isClosed) socket.send(bytes, flow.remote.port, flow.remote.address);
    },
    join(group, interfaceAddress) {
      try {
        socket.addMembership(group, interfaceAddress);
        return true;
      } catch (error) {
        // It is in the group already.
        return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

/** RFC 5626 4.4.1 and what phones send to keep a NAT open: CRLFs or a few zero bytes. */
function isKeepAlive(bytes: Uint8Array): boolean {
  return bytes.length < 12 && bytes.every((byte) => byte === 13 || byte === 10 || byte === 0);
}

function bind(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
