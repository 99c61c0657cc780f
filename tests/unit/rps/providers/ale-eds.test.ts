import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { aleEds } from '#server/rps/providers/ale-eds/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import { ALE_ACCOUNT, startEds } from '../../../fakes/rps/ale-eds.ts';
import { testFaults } from './fault-table.ts';
import { providerOf } from './provider-of.ts';

const mac = '3c28a6aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/?a=1&b=2';

async function start({ timeoutMs = 20_000, apiPassword = ALE_ACCOUNT.apiPassword } = {}) {
  const service = await startEds();
  const used = providerOf(aleEds, { credentials: { ...ALE_ACCOUNT, apiPassword }, service, timeoutMs });
  const { provider } = used;
  const phone = { mac, url };
  return {
    ...{ service, provider, phone },
    assign: (link = url) => assignPhone({ provider, phone: { mac, url: link }, mayReplace: () => true }),
    release: (wasWritten = true) => releasePhone({ provider, mac, isOurs: () => false, wasWritten }),
    elsewhere: () => {
      service.servers.set(1, { name: 'Reception', url: 'https://elsewhere.example/' });
      service.profiles.set(2, { name: 'Reception', server: 1 });
      service.ours.set(mac, { id: 3, profile: 2 });
    },
    calls: () => service.asked.map(({ method, path }) => `${method} ${path.replace('/api', '')}`),
    [Symbol.asyncDispose]: async () => {
      used[Symbol.dispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

const refused = (code: string, vendorCode?: string) => ({
  ok: false,
  error: vendorCode === undefined ? { code } : { code, vendorCode },
});

describe('a phone is assigned', () => {
  test('to a profile of its own, with a server of its own', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({
      ok: true,
      value: { wasWritten: true, remoteId: expect.any(String) },
    });
    expect(office.service.linkOf(mac)).toBe(url);
    const [server] = office.service.servers.values();
    expect(server?.name).toMatch(/^3c28a6aabbcc-[0-9a-f]{7}$/);
    expect(office.calls()).toEqual([
      ...['GET /bp_user/generate/token', 'GET /devices', 'GET /servers', 'POST /servers'],
      ...['GET /profiles', 'POST /profiles', 'POST /devices', 'GET /devices'],
    ]);
  });

  test('once more with the server and profile that are there', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.assign()).toMatchObject({ ok: true });
    expect(office.service.linkOf(mac)).toBe(url);
    expect([office.service.servers.size, office.service.profiles.size]).toEqual([1, 1]);
  });

  test('out of another profile of the account, which is left as it is', async () => {
    await using office = await start();
    office.elsewhere();
    expect(await office.assign()).toMatchObject({ ok: true });
    expect(office.service.linkOf(mac)).toBe(url);
    expect(office.service.servers.get(1)?.url).toBe('https://elsewhere.example/');
    expect(office.calls()).toContain('DELETE /devices/3');
  });

  test('not if it is somebody else’s', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.assign()).toEqual(refused('owned_by_other', '409'));
    expect(office.service.ours.size).toBe(0);
  });

  test('not where the service says no, for reasons of its own', async () => {
    await using office = await start();
    const where = ({ method, path }: { method: string; path: string }) =>
      method === 'POST' && path.endsWith('/devices');
    office.service.reply(where, { status: 200, body: '{"success":false,"message":"api password"}' });
    expect(await office.assign()).toEqual(refused('bad_response', 'refused'));
  });
});

describe('a phone is released', () => {
  test('where it was written from here; once more, it is gone already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released' } });
    expect(office.service.ours.size).toBe(0);
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(await office.provider.remove(mac, { kind: 'ours', remoteId: '7' })).toMatchObject({ ok: true });
  });

  test('never where it was not', async () => {
    await using office = await start();
    office.elsewhere();
    expect(await office.release(false)).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    expect(office.service.ours.size).toBe(1);
  });
});

test('a token is used as long as it is taken, and fetched anew where it is not', async () => {
  await using office = await start();
  await office.assign();
  const signIns = () => office.calls().filter((call) => call === 'GET /bp_user/generate/token').length;
  expect(signIns()).toBe(1);
  office.service.endTokens();
  expect(await office.assign()).toMatchObject({ ok: true });
  expect(signIns()).toBe(2);
});

test('credentials are tried without a change, and wrong ones are told apart', async () => {
  await using office = await start();
  office.elsewhere();
  expect(await office.provider.checkCredentials()).toEqual({ ok: true, value: { phones: 1 } });
  expect(office.service.asked.every(({ method }) => method === 'GET')).toBe(true);
  await using stranger = await start({ apiPassword: 'another' });
  expect(await stranger.provider.checkCredentials()).toEqual(refused('auth_failed'));
  expect(await stranger.assign()).toEqual(refused('auth_failed'));
  for (const wrong of [{ apiPassword: 'a\nb' }, { apiUserName: '' }, { more: 1 }])
    expect(aleEds.credentials.safeParse({ ...ALE_ACCOUNT, ...wrong }).success).toBe(false);
});

test.each<[at: string, path: string, data: object]>([
  ['phones', '/api/devices', { device_list: [{ mac }] }],
  ['phones whose id leads elsewhere', '/api/devices', { device_list: [{ mac, device_id: '../servers/1' }] }],
  ['a token that is none', '/api/bp_user/generate/token', { token: 'a\nb' }],
])('a look-up that is answered with %s malformed', async (_, path, data) => {
  await using office = await start();
  office.service.reply((asked) => asked.path === path, {
    status: 200,
    body: JSON.stringify({ success: true, data }),
  });
  expect(await office.provider.lookup(mac)).toEqual(refused('bad_response'));
});

test.each(['/api/servers', '/api/profiles'])(
  'a write is in doubt where the answer of %s was lost',
  async (path) => {
    await using office = await start();
    office.service.plan('html', { where: (asked) => asked.method === 'POST' && asked.path === path });
    expect(await office.assign()).toEqual(refused('uncertain_write'));
    expect(await office.assign()).toMatchObject({ ok: true });
  },
);

testFaults(
  async ({ timeoutMs }) => {
    const office = await start({ timeoutMs });
    const isDevices = (one: string) => (asked: { method: string; path: string }) =>
      asked.method === one && asked.path === '/api/devices';
    return {
      ...office,
      ...{ isLookup: isDevices('GET'), isWrite: isDevices('POST') },
      isStored: () => office.service.linkOf(mac) === url,
    };
  },
  { attempts: { 'error-401': 2 } },
);
