import type { NetworkInterfaceInfo } from 'node:os';
import type { Env } from './env.ts';
import { listenOr } from './port-taken.ts';
import type { Scheduler } from './ports/scheduler.ts';
import type { SipStack } from './sip/transport/stack.ts';
import { openUdp, type UdpTransport } from './sip/transport/udp.ts';

export type PnpGroup = {
  /** Addresses of the interfaces on which the group is heard now. */
  readonly interfaces: readonly string[];
  close(): Promise<void>;
};

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

type Args = {
  env: Pick<Env, 'pnp' | 'sipPort'>;
  /** The socket that answers go out by. */
  udp: UdpTransport;
  stack: Pick<SipStack, 'received'>;
  scheduler: Scheduler;
  /** The interfaces of this machine, now. */
  interfaces(): Interfaces;
};

/** sip.mcast.net, where phones that start ask for their configuration. No maker documents a group of IPv6. */
const GROUP = '224.0.1.75';
/** A network that comes up later (Wi-Fi, a cable, a VPN) is joined so soon. */
const LOOK_AGAIN_MS = 10_000;

/**
 * On the SIP port one socket serves both; on another port a socket bound to the group hears only the group, so that
 * it takes no unicast from anybody. Answers always go out by the SIP socket.
 */
export async function joinPnp(args: Args): Promise<PnpGroup> {
  const { pnp, sipPort } = args.env;
  if (!pnp.isOn) return { interfaces: [], close: async () => {} };
  if (pnp.port === sipPort) return stayJoined(args.udp, args);
  const listener = await openListener(args);
  const group = stayJoined(listener, args);
  return {
    get interfaces() {
      return group.interfaces;
    },
    async close() {
      await group.close();
      await listener.close();
    },
  };
}

const openListener = ({ env: { pnp }, udp, stack }: Args): Promise<UdpTransport> =>
  listenOr('PNP_PORT', pnp.port, () =>
    openUdp({
      address: GROUP,
      port: pnp.port,
      reuse: true,
      user: { received: (flow, bytes) => stack.received(udp.flowTo(flow.remote), bytes), failed() {} },
    }),
  );

/** Joins on every interface that is wanted, and looks again for ones that have come up. */
function stayJoined(
  socket: Pick<UdpTransport, 'join'>,
  { env: { pnp }, scheduler, interfaces }: Args,
): PnpGroup {
  let joined: readonly string[] = [];
  let stop = (): void => {};
  const look = (): void => {
    joined = multicastAddresses(interfaces(), pnp.interfaces).filter((address) =>
      socket.join(GROUP, address),
    );
    stop = scheduler.after(LOOK_AGAIN_MS, look);
  };
  look();
  return {
    get interfaces() {
      return joined;
    },
    close: async () => stop(),
  };
}

/** The IPv4 address of every interface that is wanted; `wanted` names interfaces or addresses, empty means all. */
function multicastAddresses(interfaces: Interfaces, wanted: readonly string[]): string[] {
  return Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family }) => family === 'IPv4')
      .filter(({ address }) => wanted.length === 0 || wanted.includes(name) || wanted.includes(address))
      .map(({ address }) => address),
  );
}
