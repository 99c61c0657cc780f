import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { asIpv4 } from '#server/ports/source.ts';

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291 2.5.6 and the loopback: nobody far away has such an address. */
const LOCAL = new BlockList();
LOCAL.addSubnet('10.0.0.0', 8, 'ipv4');
LOCAL.addSubnet('172.16.0.0', 12, 'ipv4');
LOCAL.addSubnet('192.168.0.0', 16, 'ipv4');
LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LOCAL.addSubnet('127.0.0.0', 8, 'ipv4');
LOCAL.addSubnet('fc00::', 7, 'ipv6');
LOCAL.addSubnet('fe80::', 10, 'ipv6');
LOCAL.addAddress('::1', 'ipv6');

/**
 * Whether an address is of a network of one's own: a private one, or one that this machine is attached to, whatever
 * its numbers.
 *
 * @param attached networks as `address/prefix`
 */
export function isLocalAddress(address: string, attached: readonly string[]): boolean {
  const [plain = ''] = asIpv4(address).split('%');
  return LOCAL.check(plain, familyOf(plain)) || attached.some((network) => isInNetwork(plain, network));
}

/** Addresses that somebody on another network may reach. */
const FAR_REACHING = ['unicast', 'uniqueLocal', 'private'];

/**
 * The address of ours that a peer can reach: of the network that it is in, else one of its own kind, else any.
 *
 * @param attached networks as `own address/prefix`
 * @returns undefined where this machine has none of that family
 */
export function addressTowards(peer: string, attached: readonly string[]): string | undefined {
  const [address = ''] = asIpv4(peer).split('%');
  if (isIP(address) === 0) return undefined;
  const near = attached.find((network) => isInNetwork(address, network));
  if (near !== undefined) return near.split('/')[0];
  const own = attached
    .map((network) => network.split('/')[0] ?? '')
    .filter((one) => isIP(one) === isIP(address));
  const rangeOf = (text: string): string => ipaddr.parse(text).range();
  const alike = own.find((one) => rangeOf(one) === rangeOf(address));
  return alike ?? own.find((one) => FAR_REACHING.includes(rangeOf(one)));
}

/** @param network `address/prefix`, or one address */
export function isInNetwork(address: string, network: string): boolean {
  const [base = '', prefix = isIP(base) === 6 ? '128' : '32'] = network.split('/');
  if (isIP(address) === 0 || isIP(address) !== isIP(base)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(prefix), familyOf(base));
  return list.check(address, familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');
