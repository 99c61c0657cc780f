/** An IPv4 address that an IPv6 socket has written its way (RFC 4291 2.5.5.2), as IPv4. */
export const asIpv4 = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/** Whom requests and connections are counted by: an IPv4 address, an IPv6 network of 64 bits, which one customer has whole. */
export function sourceOf(address: string): string {
  const plain = asIpv4(address);
  if (!plain.includes(':')) return plain;
  const [before = '', after = ''] = (plain.split('%')[0] ?? '').split('::');
  const head = before.split(':').filter((group) => group !== '');
  const tail = after.split(':').filter((group) => group !== '');
  const zeros = plain.includes('::') ? Array.from({ length: 8 - head.length - tail.length }, () => '0') : [];
  const groups = [...head, ...zeros, ...tail].slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
