import { afterEach, describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { Random } from '#server/ports/random.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { createHttps } from '#server/rps/https.ts';
import type { RpsPhone, RpsProvider } from '#server/rps/provider.ts';
import { snomSraps } from '#server/rps/providers/snom-sraps/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsErrorCode } from '#server/rps/rps-error.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import {
  COLLISION,
  COLLISION_IN_WORDS,
  type SrapsOptions,
  startSraps,
} from '../../../fakes/rps/snom-sraps.ts';
import { startStandIn } from '../../../fakes/rps/stand-in.ts';
import { seededRandom } from '../../../fakes/seeded-random.ts';
import { testFaults } from './fault-table.ts';

const mac = '000413aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/';
const elsewhere = 'https://elsewhere.example/';
const phone: RpsPhone = { mac, url, label: 'Window 3' };
const account = { keyId: 'key-id', keySecret: 'key-secret' };

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

type Options = SrapsOptions & { clock?: FakeClock; ours?: FakeClock; random?: Random; timeoutMs?: number };

async function start({
  clock = new FakeClock(),
  ours = clock,
  random,
  timeoutMs = 20_000,
  ...more
}: Options = {}) {
  const service = await startSraps({ clock, ...more });
  const https = createHttps({ timeoutMs, ca: service.ca });
  const deps = { endpoint: service.url, send: https.send, clock: ours, random: random ?? seededRandom(1) };
  const end = async () => {
    https.close();
    await service[Symbol.asyncDispose]();
  };
  return { service, deps, provider: snomSraps.create(account, deps), [Symbol.asyncDispose]: end };
}

async function snom(options: Options = {}) {
  const started = await start(options);
  open.push(started);
  return started;
}

const assign = (provider: RpsProvider, more: Partial<RpsPhone> = {}, mayReplace = () => true) =>
  assignPhone({ provider, phone: { ...phone, ...more }, mayReplace });
const release = (provider: RpsProvider) =>
  releasePhone({ provider, mac, isOurs: (stored) => stored === url, wasWritten: false });
const refused = (code: RpsErrorCode, vendorCode?: string) => ({
  ok: false,
  error: vendorCode === undefined ? { code } : { code, vendorCode },
});
const calls = ({ asked }: { asked: readonly { method: string; path: string }[] }) =>
  asked.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
const entryPath = `/companies/7/endpoints/${mac}`;
const isEntry = (method: string) => (asked: { method: string; path: string }) =>
  asked.method === method && asked.path.endsWith(entryPath);

describe('a phone is assigned', () => {
  test('by way of the company that the key is of, and the setting that comes on the second page', async () => {
    const { service, provider } = await snom();
    expect(await assign(provider)).toEqual({ ok: true, value: { wasWritten: true } });
    expect(service.ours.get(mac)).toEqual({ url, name: 'Window 3' });
    expect(calls(service)).toEqual([
      ...['GET /tokens/key-id', 'GET /companies/7'],
      ...['GET /settings/?page_size=1000', 'GET /settings/?page=2&page_size=1000'],
      ...[`GET ${entryPath}`, `PUT ${entryPath}`, `GET ${entryPath}`],
    ]);
  });

  test('without a word where its link stands there, and the way is asked for once', async () => {
    const { service, provider } = await snom();
    service.ours.set(mac, { url });
    expect(await assign(provider)).toEqual({ ok: true, value: { wasWritten: false } });
    await assign(provider);
    expect(calls(service).slice(4)).toEqual([`GET ${entryPath}`, `GET ${entryPath}`]);
  });

  test('over another link of the account where that may be', async () => {
    const { service, provider } = await snom();
    service.ours.set(mac, { url: elsewhere });
    expect(await assign(provider, {}, () => false)).toMatchObject(refused('already_exists'));
    expect(service.ours.get(mac)).toEqual({ url: elsewhere });
    expect(await assign(provider)).toMatchObject({ ok: true, value: { formerUrl: elsewhere } });
    expect(service.ours.get(mac)).toMatchObject({ url });
  });

  test('by another way where the one that was known has ended', async () => {
    const { service, provider } = await snom();
    let isMoved = true;
    service.reply((asked) => isMoved && isEntry('PUT')(asked), { status: 404 });
    expect(await assign(provider)).toEqual(refused('bad_response', '404'));
    isMoved = false;
    expect(await assign(provider)).toMatchObject({ ok: true });
    expect(calls(service).filter((call) => call === 'GET /tokens/key-id')).toHaveLength(2);
  });

  test.each([
    ['as a key', COLLISION, '400'],
    ['in words', COLLISION_IN_WORDS, '403'],
  ])('not if it is somebody else’s, which the service says %s', async (_, collision, status) => {
    const { service, provider } = await snom({ collision });
    service.foreign.add(mac);
    expect(await assign(provider)).toEqual(refused('owned_by_other', status));
    expect(service.ours.size).toBe(0);
  });

  test('nor if the service says so at the look-up already: nothing is written', async () => {
    const { service, provider } = await snom();
    service.reply(isEntry('GET'), COLLISION_IN_WORDS);
    expect(await assign(provider)).toEqual(refused('owned_by_other'));
    expect(calls(service)).not.toContain(`PUT ${entryPath}`);
  });

  test('not with a link that it cannot take: nothing is sent', async () => {
    const { service, provider } = await snom();
    expect(await assign(provider, { url: 'ftp://phones.example/' })).toEqual(refused('invalid_url'));
    expect(service.asked).toHaveLength(0);
  });
});

describe('a phone is released', () => {
  test('where its link is ours', async () => {
    const { service, provider } = await snom();
    service.ours.set(mac, { url });
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'released', url } });
    expect(service.ours.size).toBe(0);
  });

  test('never where it leads elsewhere, or is not in our account', async () => {
    const { service, provider } = await snom();
    service.ours.set(mac, { url: elsewhere });
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'kept', why: 'other_link' } });
    service.ours.clear();
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(calls(service)).not.toContain(`DELETE ${entryPath}`);
  });

  test('and one that is gone already is no error', async () => {
    const { provider } = await snom();
    expect(await provider.remove(mac, { kind: 'ours' })).toEqual({ ok: true, value: undefined });
  });
});

describe('with its key', () => {
  test('a test of the credentials asks the way anew, tells the company and changes nothing', async () => {
    const { service, provider } = await snom();
    await provider.lookup(mac);
    expect(await provider.checkCredentials()).toEqual({ ok: true, value: { account: 'Example Telephones' } });
    expect(calls(service).filter((call) => call === 'GET /tokens/key-id')).toHaveLength(2);
    expect(service.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  test.each([
    ['id', { ...account, keyId: 'another' }],
    ['secret', { ...account, keySecret: 'not-the-secret' }],
  ])('a wrong %s is refused, and no error repeats it', async (_, wrong) => {
    const { deps } = await snom();
    const answer = await snomSraps.create(wrong, deps).checkCredentials();
    expect(answer).toEqual(refused('auth_failed', '401'));
  });

  test('a clock that is wrong is put right by the service’s own, once', async () => {
    const { service, provider } = await snom({ ours: new FakeClock(Date.UTC(2025, 0, 1)) });
    expect(await assign(provider)).toMatchObject({ ok: true });
    expect(calls(service).filter((call) => call === 'GET /tokens/key-id')).toHaveLength(2);
    expect(calls(service).filter((call) => call === `PUT ${entryPath}`)).toHaveLength(1);
  });

  test('not by somebody who does not know the key', async () => {
    const { service, provider } = await snom({ ours: new FakeClock(Date.UTC(2025, 0, 1)) });
    const challenge = { 'www-authenticate': 'Hawk ts="1700000000", tsm="AAAA", error="Stale timestamp"' };
    service.reply(() => true, { status: 401, headers: challenge });
    expect(await provider.lookup(mac)).toEqual(refused('auth_failed', '401'));
    expect(service.asked).toHaveLength(1);
  });

  test('a nonce that was heard before is refused', async () => {
    const { provider } = await snom({ random: { bytes: (count) => new Uint8Array(count) } });
    expect(await provider.lookup(mac)).toEqual(refused('auth_failed', '401'));
  });
});

describe('a link that leads to another host is not followed', () => {
  test.each(['company', 'endpoints', 'nextPage'] as const)('of the %s', async (name) => {
    await using stranger = await startStandIn(() => ({ status: 200, body: '[]' }));
    const { service, provider } = await snom({ links: { [name]: `${stranger.url}/api/v1/companies/7/` } });
    expect(await assign(provider)).toEqual(refused('bad_response'));
    expect(stranger.asked).toHaveLength(0);
    expect(service.ours.size).toBe(0);
  });

  test('of a page of settings that leads to itself, without end', async () => {
    const { service, provider } = await snom({ links: { nextPage: '?page=1' } });
    expect(await provider.lookup(mac)).toEqual(refused('bad_response'));
    expect(service.asked.length).toBeLessThan(60);
  });
});

test.each<[at: string, path: string, body: unknown, code: RpsErrorCode]>([
  ['the key', '/tokens/key-id', { links: {} }, 'bad_response'],
  ['the company', '/companies/7', { links: { endpoints: 7 } }, 'bad_response'],
  ['the settings', '/settings/?page_size=1000', { results: [] }, 'bad_response'],
  ['settings without the one', '/settings/?page_size=1000', [], 'unsupported'],
  ['another phone', entryPath, { mac: '000413000000' }, 'bad_response'],
  ['a phone without a MAC', entryPath, {}, 'bad_response'],
])('a look-up that is answered with %s malformed', async (...[, path, body, code]) => {
  const { service, provider } = await snom();
  service.reply((asked) => asked.path === `/api/v1${path}`, { status: 200, body: JSON.stringify(body) });
  expect(await provider.lookup(mac)).toEqual(refused(code));
});

test.each([
  ['without settings', null],
  ['with others', { 'uuid-a': { attrs: {} } }],
])('a phone that has no link yet, %s, is ours without one', async (_, settings_manager) => {
  const { service, provider } = await snom();
  service.reply(isEntry('GET'), { status: 200, body: JSON.stringify({ mac, settings_manager }) });
  expect(await provider.lookup(mac)).toEqual({ ok: true, value: { kind: 'ours' } });
});

test('what the service says of a refusal is not repeated', async () => {
  const { service, provider } = await snom();
  service.reply(isEntry('PUT'), { status: 422, body: JSON.stringify({ message: 'key-secret' }) });
  expect(await assign(provider)).toEqual(refused('bad_response', '422'));
});

test('credentials are checked by name, and nothing else is taken', () => {
  const { credentials } = snomSraps;
  expect(credentials.safeParse(account).success).toBe(true);
  for (const wrong of [
    { ...account, keyId: 'a"b' },
    { ...account, keySecret: '' },
    { ...account, more: 1 },
  ])
    expect(credentials.safeParse(wrong).success).toBe(false);
});

test('an endpoint with a path has it in place of the service’s own', async () => {
  const { service, deps } = await snom();
  await snomSraps.create(account, { ...deps, endpoint: `${service.url}/mirror` }).lookup(mac);
  expect(calls(service)).toEqual(['GET /mirror/tokens/key-id']);
});

testFaults(async ({ timeoutMs }) => ({
  ...(await start({ timeoutMs }).then((started) => ({
    ...started,
    isStored: () => started.service.ours.get(mac)?.url === url,
  }))),
  ...{ phone, isLookup: isEntry('GET'), isWrite: isEntry('PUT') },
}));
