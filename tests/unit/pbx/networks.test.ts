import { describe, expect, it } from 'vitest';
import { addressTowards, isLocalAddress } from '#server/pbx/networks.ts';

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

describe('the address of ours that a peer can reach', () => {
  const attached = [
    ...['127.0.0.1/8', '192.168.1.2/24', '203.0.113.2/28', '::1/128', 'fe80::2/64', 'fd00::2/64'],
    ...['2001:470:1::2/64', '2001:470:2::2/64'],
  ];

  it.each([
    { peer: '127.0.0.9', own: '127.0.0.1' },
    { peer: '192.168.1.77', own: '192.168.1.2' },
    { peer: '203.0.113.9', own: '203.0.113.2' },
    { peer: '2001:470:2::77', own: '2001:470:2::2' },
    { peer: 'fe80::77%eth0', own: 'fe80::2' },
    { peer: '::1', own: '::1' },
  ])('is of the network that it is in: $peer', ({ peer, own }) =>
    expect(addressTowards(peer, attached)).toBe(own),
  );

  it.each([
    { peer: '10.1.1.1', own: '192.168.1.2' },
    { peer: 'fd99::1', own: 'fd00::2' },
    { peer: '2001:470:99::1', own: '2001:470:1::2' },
  ])('is of its kind behind a router: $peer', ({ peer, own }) =>
    expect(addressTowards(peer, attached)).toBe(own),
  );

  it('is one that reaches far where none is of its kind, and never the loopback', () => {
    expect(addressTowards('2001:470::1', ['::1/128', 'fe80::2/64', 'fd00::2/64'])).toBe('fd00::2');
    expect(addressTowards('2001:470::1', ['192.0.2.1/24', '::1/128', 'fe80::2/64'])).toBeUndefined();
    expect(addressTowards('phone.example', attached)).toBeUndefined();
  });
});
