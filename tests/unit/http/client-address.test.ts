import { describe, expect, it } from 'vitest';
import { clientAddress, trustedProxies } from '#server/http/client-address.ts';

const proxies = trustedProxies(['10.0.0.2', '172.16.0.0/12', 'fd00::/64']);

describe('where a request comes from', () => {
  it.each<[string, string | undefined, [forwardedFor: string, address: string]]>([
    ['who is no trusted proxy says nothing', '192.0.2.9', ['10.1.1.1', '192.0.2.9']],
    ['what a proxy of ours says', '10.0.0.2', ['192.0.2.9', '192.0.2.9']],
    ['what came before it anybody may have said', '10.0.0.2', ['8.8.8.8, 192.0.2.9', '192.0.2.9']],
    ['through two of ours', '::ffff:10.0.0.2', ['8.8.8.8, 192.0.2.9, 172.20.0.1', '192.0.2.9']],
    ['by IPv6', 'fd00::1', ['2001:db8::7', '2001:db8::7']],
    ['a proxy of ours that says nothing', '10.0.0.2', ['', '10.0.0.2']],
    ['a proxy of ours that says no address', '10.0.0.2', ['192.0.2.9, unknown', '10.0.0.2']],
    ['nobody, when the connection is gone', undefined, ['192.0.2.9', '']],
  ])('%s', (_, remoteAddress, [forwardedFor, address]) => {
    expect(clientAddress({ remoteAddress, forwardedFor }, proxies)).toBe(address);
  });
});
