import { describe, expect, it } from 'vitest';
import { type Dns, gatewayResolver } from '#server/gateway-resolver.ts';
import { seededRandom } from '#tests/fakes/seeded-random.ts';

const record = (name: string, priority: number, weight = 0) => ({ name, port: 5_070, priority, weight });

function resolving({
  srv = {},
  a = {},
}: {
  srv?: Record<string, ReturnType<typeof record>[]>;
  a?: Record<string, string[]>;
}) {
  const asked: string[] = [];
  const found = <T>(name: string, values: T[] | undefined): Promise<T[]> => {
    asked.push(name);
    return values === undefined ? Promise.reject(new Error(`ENOTFOUND ${name}`)) : Promise.resolve(values);
  };
  const dns: Dns = {
    resolveSrv: (name) => found(name, srv[name]),
    lookup: (name) =>
      found(
        name,
        a[name]?.map((address) => ({ address })),
      ),
  };
  return { asked, resolve: gatewayResolver(seededRandom(1), dns) };
}

describe('where a gateway is, RFC 3263 4.2', () => {
  it.each([
    { host: '192.0.2.7', transport: 'udp', address: '192.0.2.7', port: 5_060 },
    { host: '192.0.2.7', transport: 'tls', address: '192.0.2.7', port: 5_061 },
    { host: '[2001:db8::7]', transport: 'tcp', address: '2001:db8::7', port: 5_060 },
  ] as const)('$host over $transport is itself', async ({ host, transport, address, port }) => {
    const { resolve, asked } = resolving({});
    expect(await resolve({ host, port: null, transport })).toEqual([{ address, port }]);
    expect(asked).toEqual([]);
  });

  it('a name with a port is looked up as it is', async () => {
    const { resolve, asked } = resolving({ a: { 'itsp.example': ['192.0.2.7', '2001:db8::7'] } });
    expect(await resolve({ host: 'itsp.example', port: 5_080, transport: 'udp' })).toEqual([
      { address: '192.0.2.7', port: 5_080 },
      { address: '2001:db8::7', port: 5_080 },
    ]);
    expect(asked).toEqual(['itsp.example']);
  });

  it.each([
    ['udp', '_sip._udp'],
    ['tcp', '_sip._tcp'],
    ['tls', '_sips._tcp'],
  ] as const)('a name over %s has servers by %s, the best first', async (transport, service) => {
    const srv = { [`${service}.itsp.example`]: [record('c', 20), record('a', 15), record('b', 10)] };
    const { resolve } = resolving({ srv, a: { a: ['192.0.2.1'], b: ['192.0.2.2'], c: ['192.0.2.3'] } });
    const found = await resolve({ host: 'itsp.example', port: null, transport });
    expect(found.map(({ address, port }) => `${address}:${port}`)).toEqual([
      '192.0.2.2:5070',
      '192.0.2.1:5070',
      '192.0.2.3:5070',
    ]);
  });

  it('servers of one priority come first as often as their weights say (RFC 2782)', async () => {
    const weights = { none: 0, a: 10, b: 30, c: 60 };
    const records = Object.entries(weights).map(([name, weight]) => record(name, 10, weight));
    const srv = { '_sip._udp.itsp.example': [...records, record('last', 20, 100)] };
    const a = Object.fromEntries([...Object.keys(weights), 'last'].map((name) => [name, [name]]));
    const { resolve } = resolving({ srv, a });
    const firsts: string[] = [];
    const seconds: string[] = [];
    for (let asked = 0; asked < 2_000; asked += 1) {
      const found = await resolve({ host: 'itsp.example', port: null, transport: 'udp' });
      expect(found.at(-1)?.address).toBe('last');
      expect(new Set(found.map(({ address }) => address)).size).toBe(5);
      firsts.push(found[0]?.address ?? '');
      seconds.push(found[1]?.address ?? '');
    }
    const shareOf = (all: string[], name: string) => all.filter((one) => one === name).length / all.length;
    expect(shareOf(firsts, 'a')).toBeCloseTo(0.1, 1);
    expect(shareOf(firsts, 'b')).toBeCloseTo(0.3, 1);
    expect(shareOf(firsts, 'c')).toBeCloseTo(0.6, 1);
    expect(shareOf(firsts, 'none')).toBeLessThan(0.03);
    // After c, which is gone, b has three quarters.
    const afterC = seconds.filter((_, i) => firsts[i] === 'c');
    expect(shareOf(afterC, 'b')).toBeCloseTo(0.75, 1);
  });

  it('one of several servers that is not found is passed by; a name without any is not found', async () => {
    const srv = { '_sip._udp.itsp.example': [record('gone', 1), record('b', 2)] };
    const { resolve } = resolving({ srv, a: { b: ['192.0.2.2'] } });
    expect(await resolve({ host: 'itsp.example', port: null, transport: 'udp' })).toHaveLength(1);
    await expect(resolve({ host: 'other.example', port: null, transport: 'udp' })).rejects.toThrow(
      'ENOTFOUND',
    );
  });
});
