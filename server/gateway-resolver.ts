import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import type { SipGateway } from './hotdesk/sip-gateways.ts';
import type { Random } from './ports/random.ts';
import type { Endpoint } from './sip/flow.ts';

type Wanted = Pick<SipGateway, 'host' | 'port' | 'transport'>;
type Srv = { name: string; port: number; priority: number; weight: number };
/** What is asked of DNS; the same as in `node:dns`. */
export type Dns = {
  resolveSrv(name: string): Promise<Srv[]>;
  lookup(name: string, options: { all: true }): Promise<Array<{ address: string }>>;
};

const PORTS = { udp: 5_060, tcp: 5_060, tls: 5_061 };
const SERVICES = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' };

/**
 * Where a gateway is (RFC 3263 4.2): an address is itself; a name with a port is looked up; one without has SRV
 * records, or the transport's usual port. The first is to be tried first.
 */
export function gatewayResolver(random: Random, from: Dns = dns): (gateway: Wanted) => Promise<Endpoint[]> {
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
    const found = await Promise.allSettled(
      inTurn(records, random).map((one) => addressesOf(one.name, one.port)),
    );
    const endpoints = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    if (endpoints.length === 0) throw new Error(`no address for ${host}`);
    return endpoints;
  };
}

/**
 * RFC 2782: the lowest priority first; of those alike each comes first as often as its weight says, one without
 * weight hardly ever.
 */
function inTurn(records: readonly Srv[], random: Random): Srv[] {
  const left = records.toSorted((a, b) => a.priority - b.priority || a.weight - b.weight);
  const turn: Srv[] = [];
  for (let [first] = left; first !== undefined; [first] = left) {
    const { priority } = first;
    const alike = left.filter((one) => one.priority === priority);
    const total = alike.reduce((sum, { weight }) => sum + weight, 0);
    const drawn = Math.floor(share(random) * (total + 1));
    let sum = 0;
    const chosen =
      alike.find(({ weight }) => {
        sum += weight;
        return sum >= drawn;
      }) ?? first;
    turn.push(chosen);
    left.splice(left.indexOf(chosen), 1);
  }
  return turn;
}

/** From 0 up to, not including, 1. */
const share = (random: Random): number =>
  random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
