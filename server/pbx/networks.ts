import { BlockList } from 'node:net';
import { asIpv4 } from '#server/sip/source.ts';

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

/** Whether an address is of a network of one's own. */
export function isLocalAddress(address: string): boolean {
  const [plain = ''] = asIpv4(address).split('%');
  return LOCAL.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4');
}
