import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import type { SipGateway } from './hotdesk/sip-gateways.ts';
import type { Endpoint } from './sip/flow.ts';

type Wanted = Pick<SipGateway, 'host' | 'port' | 'transport'>;
/** What is asked of DNS; the same as in `node:dns`. */
export type Dns = {
  resolveSrv(name: string): Promise<Array<{ name: string; port: number; priority: number; weight: number }>>;
  lookup(name: string, options: { all: true }): Promise<Array<{ address: string }>>;
};

const PORTS = { udp: 5_060, tcp: 5_060, tls: 5_061 };
const SERVICES = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' };

/**
 * Where a gateway is (RFC 3263 4.2): an address is itself; a name with a port is looked up; one without has SRV
 * records, or the transport's usual port. The first is to be tried first.
 */
export function gatewayResolver(from: Dns = dns): (gateway: Wanted) => Promise<Endpoint[]> {
  const addressesOf = async (host: string, port: number): Promise<Endpoint[]> => {
    if (isIP(host) !== 0) return [{ address: host, port }];
    const found = await from.lookup(host, { all: true });
    return found.map(({ address }) => ({ address, port }));
  };
  return async ({ host, port, transport }) => {
    const bare = host.replace(/^\[|\]$/g, '');
    if (port !== null || isIP(bare) !== 0) return addressesOf(bare, port ?? PORTS[transport]);
    // A name without SRV records is as good: the answer is then NXDOMAIN or empty (RFC 3263 4.2).
    const records = await from.resolveSrv(`${SERVICES[transport]}.${bare}`).catch(() => []);
    if (records.length === 0) return addressesOf(bare, PORTS[transport]);
    const inOrder = records.toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
    const found = await Promise.allSettled(inOrder.map((one) => addressesOf(one.name, one.port)));
    const endpoints = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    if (endpoints.length === 0) throw new Error(`no address for ${host}`);
    return endpoints;
  };
}
