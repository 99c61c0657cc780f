import { BlockList } from 'node:net';

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

/** IPv4 as IPv6 writes it (RFC 4291 2.5.5.2). */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** Whether an address is of a network of one's own. */
export function isLocalAddress(address: string): boolean {
  const [plain = ''] = address.replace(MAPPED, '').split('%');
  return LOCAL.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4');
}

/** Whom requests are counted by: an IPv4 address, an IPv6 network of 64 bits, which one customer has whole. */
export function sourceOf(address: string): string {
  const plain = address.replace(MAPPED, '');
  if (!plain.includes(':')) return plain;
  const [before = '', after = ''] = (plain.split('%')[0] ?? '').split('::');
  const head = before.split(':').filter((group) => group !== '');
  const tail = after.split(':').filter((group) => group !== '');
  const zeros = plain.includes('::') ? Array.from({ length: 8 - head.length - tail.length }, () => '0') : [];
  const groups = [...head, ...zeros, ...tail].slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
