import { BlockList, isIP } from 'node:net';
import { asIpv4 } from '#server/ports/source.ts';

/** Who stands before us: reverse proxies whose headers are believed. */
export type TrustedProxies = Pick<BlockList, 'check'>;

/** @param networks addresses, or `address/prefix` */
export function trustedProxies(networks: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = isIP(address) === 6 ? '128' : '32'] = network.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

export function isTrusted(proxies: TrustedProxies, remoteAddress = ''): boolean {
  const address = asIpv4(remoteAddress);
  return isIP(address) !== 0 && proxies.check(address, familyOf(address));
}

type Connection = { remoteAddress: string | undefined; forwardedFor: string | undefined };

/**
 * Where a request comes from: the last address that no trusted proxy has. What stands before it in `X-Forwarded-For`
 * anybody may have written there.
 */
export function clientAddress(
  { remoteAddress = '', forwardedFor = '' }: Connection,
  proxies: TrustedProxies,
): string {
  const way = forwardedFor.split(',').map((part) => part.trim());
  let address = asIpv4(remoteAddress);
  while (isTrusted(proxies, address)) {
    const before = asIpv4(way.pop() ?? '');
    if (isIP(before) === 0) return address;
    address = before;
  }
  return address;
}
