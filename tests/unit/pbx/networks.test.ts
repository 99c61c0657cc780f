import { describe, expect, it } from 'vitest';
import { isLocalAddress } from '#server/pbx/networks.ts';

describe('an address of a network of one’s own', () => {
  it.each([
    ...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.7.7', '127.0.0.1'],
    ...['::1', 'fe80::1', 'fe80::1%eth0', 'fd12:3456::1', 'fc00::1', '::ffff:192.168.1.1'],
  ])('is %s', (address) => expect(isLocalAddress(address, [])).toBe(true));

  it.each([
    ...['8.8.8.8', '172.32.0.1', '192.169.0.1', '100.64.0.1', '203.0.113.9', '0.0.0.0', 'phone.example', ''],
    ...['2001:db8::1', '2a00:1450::1', 'ff02::1', '::', '::ffff:8.8.8.8'],
  ])('is not %s', (address) => expect(isLocalAddress(address, [])).toBe(false));
});

describe('a network that this machine is attached to, whatever its numbers', () => {
  const attached = ['127.0.0.1/8', '203.0.113.2/28', '2001:db8:1::2/64', '::1/128'];

  it.each(['203.0.113.1', '203.0.113.15', '::ffff:203.0.113.9', '2001:db8:1::77'])('has %s', (address) =>
    expect(isLocalAddress(address, attached)).toBe(true),
  );

  it.each(['203.0.113.16', '2001:db8:2::77', '8.8.8.8', 'phone.example', ''])('has not %s', (address) =>
    expect(isLocalAddress(address, attached)).toBe(false),
  );
});
