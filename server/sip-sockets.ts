import type { Env } from './env.ts';
import { listenOr } from './port-taken.ts';
import type { CertificateSource } from './ports/certificate.ts';
import type { Log } from './ports/log.ts';
import type { Flow, Peer } from './sip/flow.ts';
import { Connections } from './sip/transport/connections.ts';
import { flowFinder } from './sip/transport/flow-to.ts';
import type { Listener } from './sip/transport/listener.ts';
import type { SipStack } from './sip/transport/stack.ts';
import { listenTcp } from './sip/transport/tcp.ts';
import { listenTls } from './sip/transport/tls.ts';
import { openUdp, type UdpTransport } from './sip/transport/udp.ts';

export type SipSockets = {
  /** The IPv4 one: multicast is of IPv4. */
  readonly udp: UdpTransport;
  /** Of TCP, TLS and WebSocket. */
  readonly connections: Connections;
  /** What is listened on, for people: `UDP 5060`. */
  readonly ways: readonly string[];
  flowTo(peer: Peer): Flow;
  close(): Promise<void>;
};

type Deps = {
  env: Pick<Env, 'sipPort' | 'sipTlsPort' | 'port' | 'roles'>;
  stack: SipStack;
  certificate: CertificateSource | undefined;
  log: Log;
};

/** Where WebSockets are taken, on the web port. */
export const SIP_PATH = '/sip';

const IPV4 = '0.0.0.0';
const IPV6 = '::';

/** Every socket that SIP is spoken on, in both families, joined with the stack. @throws PortTaken */
export async function openSipSockets({ env, stack, certificate, log }: Deps): Promise<SipSockets> {
  const { sipPort, sipTlsPort } = env;
  const connections = new Connections(stack);
  const onSip = <T>(open: () => Promise<T>) => listenOr('SIP_PORT', sipPort, open);
  const udp = await onSip(() => openUdp({ address: IPV4, port: sipPort, user: stack }));
  const udp6 = await onSip(() =>
    whereThereIsIpv6(() => openUdp({ address: IPV6, port: sipPort, user: stack })),
  );
  const addresses = udp6 === undefined ? [IPV4] : [IPV4, IPV6];
  const listeners: Listener[] = [];
  for (const address of addresses) {
    listeners.push(await onSip(() => listenTcp({ address, port: sipPort, connections })));
    if (certificate === undefined) continue;
    const options = { address, port: sipTlsPort, certificate, connections };
    listeners.push(await listenOr('SIP_TLS_PORT', sipTlsPort, () => listenTls(options)));
  }
  const datagrams = [udp, ...(udp6 === undefined ? [] : [udp6])];
  for (const transport of [...datagrams, connections]) stack.add(transport);
  return {
    udp,
    connections,
    ways: waysOf(env, { hasTls: certificate !== undefined, hasIpv6: udp6 !== undefined }),
    flowTo: flowFinder({ udp: datagrams, connections, log }),
    async close() {
      await Promise.all([stack.close(), ...listeners.map((listener) => listener.close())]);
    },
  };
}

function waysOf(env: Deps['env'], { hasTls, hasIpv6 }: { hasTls: boolean; hasIpv6: boolean }): string[] {
  return [
    ...[`UDP ${env.sipPort}`, `TCP ${env.sipPort}`],
    ...(hasTls ? [`TLS ${env.sipTlsPort}`] : []),
    ...(env.roles.has('web') ? [`WebSocket ${env.port}${SIP_PATH}`] : []),
    ...['IPv4', ...(hasIpv6 ? ['IPv6'] : [])],
  ];
}

/** A machine without IPv6 is none that cannot be started on. */
async function whereThereIsIpv6<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (hasNoIpv6(error)) return undefined;
    throw error;
  }
}

const hasNoIpv6 = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL');
