import { afterEach, describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { Random } from '#server/ports/random.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { createHttps } from '#server/rps/https.ts';
import type { RpsPhone, RpsProvider } from '#server/rps/provider.ts';
import { yealinkYmcs } from '#server/rps/providers/yealink-ymcs/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsError, RpsErrorCode } from '#server/rps/rps-error.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import {
  startYmcs,
  type YmcsEntry,
  type YmcsOptions,
  type YmcsStandIn,
} from '../../../fakes/rps/yealink-ymcs.ts';
import { seededRandom } from '../../../fakes/seeded-random.ts';
import { FAULT_TABLE, testFaults } from './fault-table.ts';

const mac = '805ec0aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/';
const elsewhere = 'https://elsewhere.example/';
const phone: RpsPhone = { mac, url, serial: '3146019100001234', label: 'Window 3' };
const account = { accessKeyId: 'key-id', accessKeySecret: 'key-secret', region: 'eu' as const };

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

type Options = Omit<YmcsOptions, 'clock'> & { random?: Random; timeoutMs?: number };

async function start({ random = seededRandom(1), timeoutMs = 20_000, ...options }: Options = {}) {
  const clock = new FakeClock();
  const service = await startYmcs({ clock, ...options });
  const https = createHttps({ timeoutMs, ca: service.ca });
  const deps = { endpoint: service.url, send: https.send, clock, random };
  const end = async () => {
    https.close();
    await service[Symbol.asyncDispose]();
  };
  return { clock, service, deps, provider: yealinkYmcs.create(account, deps), [Symbol.asyncDispose]: end };
}

async function yealink(options: Options = {}) {
  const started = await start(options);
  open.push(started);
  return started;
}

const entry = (more: Partial<YmcsEntry> = {}): YmcsEntry => ({
  ...{ id: 'device-x', sn: '1', uniqueServerUrl: null, serverUrl: null, remark: null, lastConnected: null },
  ...more,
});
const assign = (provider: RpsProvider, more: Partial<RpsPhone> = {}, mayReplace = () => true) =>
  assignPhone({ provider, phone: { ...phone, ...more }, mayReplace });
const release = (provider: RpsProvider) =>
  releasePhone({ provider, mac, isOurs: (stored) => stored === url, wasWritten: false });
const refused = (code: RpsErrorCode, vendorCode?: string) => ({
  ok: false,
  error: vendorCode === undefined ? { code } : { code, vendorCode },
});
const calls = ({ asked }: YmcsStandIn) => asked.map(({ method, path }) => `${method} ${path}`);

describe('a phone is assigned', () => {
  test('that is new: added with its serial number, read back, and its PIN is told', async () => {
    const { service, provider } = await yealink();
    service.pins.set(mac, '48210');
    expect(await assign(provider)).toEqual({
      ...{ ok: true, value: { wasWritten: true, remoteId: service.ours.get(mac)?.id, pin: '48210' } },
    });
    expect(service.ours.get(mac)).toMatchObject({
      uniqueServerUrl: url,
      sn: phone.serial,
      remark: 'Window 3',
    });
    expect(calls(service)).toEqual([
      ...['POST /v2/token', 'POST /v2/rps/listDevices', 'POST /v2/rps/devices'],
      ...['POST /v2/rps/listDevicePins', 'POST /v2/rps/listDevices'],
    ]);
  });

  test('without a word where its link stands there', async () => {
    const { service, provider } = await yealink();
    service.ours.set(mac, entry({ uniqueServerUrl: url }));
    expect(await assign(provider)).toEqual({ ok: true, value: { wasWritten: false, remoteId: 'device-x' } });
    expect(calls(service)).toEqual(['POST /v2/token', 'POST /v2/rps/listDevices']);
  });

  test('by a change where another link stands there, for which no serial number is needed', async () => {
    const { service, provider } = await yealink();
    service.ours.set(mac, entry({ uniqueServerUrl: elsewhere }));
    const { serial: _, ...unnumbered } = phone;
    const assigned = await assignPhone({ provider, phone: unnumbered, mayReplace: () => true });
    expect(assigned).toMatchObject({ ok: true, value: { formerUrl: elsewhere } });
    expect(service.ours.get(mac)).toMatchObject({ uniqueServerUrl: url, sn: '1' });
    expect(calls(service)).toContain('PATCH /v2/rps/devices/device-x');
  });

  test('not over another link that is not to be replaced, be it the phone’s own or its server’s', async () => {
    const { service, provider } = await yealink();
    service.ours.set(mac, entry({ uniqueServerUrl: elsewhere }));
    expect(await assign(provider, {}, () => false)).toMatchObject(refused('already_exists'));
    service.ours.set(mac, entry({ serverUrl: elsewhere }));
    expect(await assign(provider, {}, () => false)).toMatchObject(refused('already_exists'));
    expect(service.ours.get(mac)?.uniqueServerUrl).toBeNull();
  });

  test('not if it is somebody else’s, which shows when it is added', async () => {
    const { service, provider } = await yealink();
    service.foreign.add(mac);
    expect(await assign(provider)).toEqual(refused('owned_by_other', '800004'));
    expect(service.ours.size).toBe(0);
  });

  test('without a serial number only where Yealink has enabled the account for that', async () => {
    const unnumbered = { serial: '' };
    const { service, provider } = await yealink();
    expect(await assign(provider, unnumbered)).toEqual(refused('serial_required', '900403'));
    expect(service.ours.size).toBe(0);
    const enabled = await yealink({ addsByMac: true });
    expect(await assign(enabled.provider, unnumbered)).toMatchObject({ ok: true });
    expect(enabled.service.ours.get(mac)).toMatchObject({ uniqueServerUrl: url, sn: null });
    const taken = await yealink({ addsByMac: true });
    taken.service.foreign.add(mac);
    expect(await assign(taken.provider, unnumbered)).toEqual(refused('owned_by_other', '800004'));
  });

  test('though the service finds a hundred others that are like it', async () => {
    const { service, provider } = await yealink();
    for (let n = 0; n < 150; n += 1) {
      const like = `805ec0${n.toString(16).padStart(6, '0')}`;
      service.ours.set(like, entry({ id: like, uniqueServerUrl: url }));
    }
    service.ours.set(mac, entry({ uniqueServerUrl: elsewhere }));
    expect(await assign(provider)).toMatchObject({ ok: true, value: { formerUrl: elsewhere } });
    expect(service.ours.get('805ec0000000')).toEqual(entry({ id: '805ec0000000', uniqueServerUrl: url }));
  });

  test('though the PIN cannot be had', async () => {
    const { service, provider } = await yealink();
    service.plan('error-500', { where: ({ path }) => path.endsWith('/listDevicePins') });
    expect(await assign(provider)).toMatchObject({ ok: true, value: { wasWritten: true } });
  });

  test('and the service says when it was last seen', async () => {
    const { service, provider, clock } = await yealink();
    service.ours.set(mac, entry({ lastConnected: clock.nowMs() }));
    const found = await provider.lookup(mac);
    expect(found).toMatchObject({ ok: true, value: { kind: 'ours', lastSeenAt: new Date(clock.nowMs()) } });
  });
});

describe('a phone is released', () => {
  test('where its link is ours', async () => {
    const { service, provider } = await yealink();
    service.ours.set(mac, entry({ uniqueServerUrl: url }));
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'released', url } });
    expect(service.ours.size).toBe(0);
  });

  test('never where it leads elsewhere, or is not in our account', async () => {
    const { service, provider } = await yealink();
    service.ours.set(mac, entry({ uniqueServerUrl: elsewhere }));
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'kept', why: 'other_link' } });
    service.ours.clear();
    service.foreign.add(mac);
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(calls(service)).not.toContain('POST /v2/rps/delDevices');
  });

  test('and is no error where somebody else has just removed it: that failure stands inside of a 200', async () => {
    const { provider } = await yealink();
    expect(await provider.remove(mac, { kind: 'ours' })).toEqual({ ok: true, value: undefined });
  });
});

describe('signed in', () => {
  test('once for many calls, and again a minute before the token ends', async () => {
    const { service, provider, clock } = await yealink({ tokenSeconds: 120 });
    const signedIn = () => calls(service).filter((call) => call === 'POST /v2/token').length;
    await provider.lookup(mac);
    clock.advance(59_000);
    await provider.lookup(mac);
    expect(signedIn()).toBe(1);
    clock.advance(2_000);
    await Promise.all([provider.lookup(mac), provider.lookup(mac)]);
    expect(signedIn()).toBe(2);
  });

  test('once more where a token has ended before its time, even in a write', async () => {
    const { service, provider } = await yealink();
    await provider.lookup(mac);
    service.endTokens();
    expect(await provider.write(phone, { kind: 'unknown' })).toMatchObject({ ok: true });
  });

  test('not with a wrong secret, which no error repeats', async () => {
    const { deps } = await yealink();
    const wrong = yealinkYmcs.create({ ...account, accessKeySecret: 'not-the-secret' }, deps);
    const answer = await wrong.checkCredentials();
    expect(answer).toEqual(refused('auth_failed', '500401'));
    expect(JSON.stringify(answer)).not.toContain('not-the-secret');
  });

  test('a test of the credentials signs in anew, counts the phones and changes nothing', async () => {
    const { service, provider } = await yealink();
    service.ours.set(mac, entry());
    await provider.lookup(mac);
    expect(await provider.checkCredentials()).toEqual({ ok: true, value: { phones: 1 } });
    expect(calls(service).filter((call) => call === 'POST /v2/token')).toHaveLength(2);
    expect(new Set(calls(service))).toEqual(new Set(['POST /v2/token', 'POST /v2/rps/listDevices']));
  });

  test('with a clock that is wrong: refused', async () => {
    const { deps } = await yealink();
    const late = yealinkYmcs.create(account, { ...deps, clock: new FakeClock(Date.UTC(2025, 0, 1)) });
    expect(await late.lookup(mac)).toEqual(refused('auth_failed', '500401'));
  });
});

const isCall = (path: string) => (asked: { path: string }) => asked.path === `/v2${path}`;
/** A token that is refused is renewed once. */
const attempts = { 'error-401': 2 };

testFaults(
  async ({ timeoutMs }) => {
    const { service, provider, [Symbol.asyncDispose]: end } = await start({ timeoutMs });
    const isStored = () => service.ours.get(mac)?.uniqueServerUrl === url;
    const calls = { isLookup: isCall('/rps/listDevices'), isWrite: isCall('/rps/devices') };
    return { ...{ service, provider, phone, isStored }, ...calls, [Symbol.asyncDispose]: end };
  },
  { attempts },
);

describe.each(FAULT_TABLE)('$fault', ({ fault, question, write, isDone }) => {
  const timeoutMs = fault.startsWith('timeout') ? 400 : 20_000;
  const failing = async (path: string, times = fault === 'error-401' ? 2 : 1) => {
    const started = await yealink({ timeoutMs, addsByMac: true });
    await started.provider.lookup(mac);
    started.service.plan(fault, { times, where: isCall(path) });
    return started;
  };
  const isDoneOr = (error: RpsError) => (isDone ? { ok: true } : { ok: false, error });

  test('at signing in: nothing is written', async () => {
    const { service, provider, clock } = await failing('/token', 1);
    clock.advance(3_600_000);
    expect(await assign(provider)).toEqual({ ok: false, error: question });
    expect(service.ours.size).toBe(0);
    expect(await assign(provider)).toMatchObject({ ok: true });
  });

  test('at a change', async () => {
    const { service, provider } = await failing('/rps/devices/device-x');
    service.ours.set(mac, entry({ uniqueServerUrl: elsewhere }));
    expect(await assign(provider)).toMatchObject(isDoneOr(write));
    expect(service.ours.get(mac)?.uniqueServerUrl).toBe(isDone ? url : elsewhere);
  });

  test('at adding by MAC alone', async () => {
    const { provider } = await failing('/rps/addDevicesByMac');
    const answer = await assign(provider, { serial: '' });
    expect(answer).toMatchObject(
      isDoneOr(fault === 'error-403' ? { ...write, code: 'serial_required' } : write),
    );
  });

  test('at removing', async () => {
    const { service, provider } = await failing('/rps/delDevices');
    service.ours.set(mac, entry({ uniqueServerUrl: url }));
    expect(await release(provider)).toMatchObject(isDoneOr(write));
    expect(service.ours.size).toBe(isDone ? 0 : 1);
  });
});

test('a nonce that was heard before: a question may be asked again, a write is looked up first', async () => {
  const same: Random = { bytes: (count) => new Uint8Array(count) };
  const { deps, provider } = await yealink({ random: same });
  expect(await provider.lookup(mac)).toEqual(refused('unreachable', '500403'));
  let asked = 0;
  const soonSame: Random = {
    bytes: (count) => {
      asked += 1;
      return new Uint8Array(count).fill(Math.min(asked, 3));
    },
  };
  const again = yealinkYmcs.create(account, { ...deps, random: soonSame });
  await again.lookup(mac);
  await again.lookup(mac);
  expect(await again.write(phone, { kind: 'unknown' })).toEqual(refused('uncertain_write', '500403'));
});

test.each<[said: number | string, field: string | undefined, code: RpsErrorCode]>([
  [800001, undefined, 'invalid_mac'],
  ['800002', undefined, 'serial_mismatch'],
  ['800003', undefined, 'uncertain_write'],
  ['800007', 'uniqueServerUrl', 'invalid_url'],
  ['900400', 'sn', 'serial_mismatch'],
  ['900400', undefined, 'bad_response'],
  ['900412', undefined, 'uncertain_write'],
  ['900429', undefined, 'rate_limited'],
  ['900511', undefined, 'uncertain_write'],
  ['the secret is key-secret', undefined, 'bad_response'],
  ['constructor', undefined, 'bad_response'],
])('a refusal %s (%s) is %s', async (said, field, code) => {
  const { service, provider } = await yealink();
  const details = field === undefined ? [] : [{ field, message: 'no' }];
  service.reply(({ path }) => path === '/v2/rps/devices', {
    status: 400,
    body: JSON.stringify({ code: said, details }),
  });
  const answer = await provider.write(phone, { kind: 'unknown' });
  expect(answer).toMatchObject({ ok: false, error: { code } });
  expect(JSON.stringify(answer)).not.toContain('key-secret');
});

test.each<[errorInfo: string, code: RpsErrorCode]>([
  ['800004', 'owned_by_other'],
  ['800008', 'forbidden_for_account'],
  ['device.mac.invalid', 'invalid_mac'],
  ['Device already managed by another organization', 'owned_by_other'],
  ['Resource already exists', 'uncertain_write'],
  ['no idea', 'bad_response'],
])('a bulk result that says %s is %s', async (errorInfo, code) => {
  const { service, provider } = await yealink();
  const body = JSON.stringify({ total: 1, successCount: 0, failureCount: 1, errors: [{ mac, errorInfo }] });
  service.reply(({ path }) => path.endsWith('/addDevicesByMac'), { status: 200, body });
  const { serial: _, ...unnumbered } = phone;
  expect(await provider.write(unnumbered, { kind: 'unknown' })).toMatchObject({ ok: false, error: { code } });
});

test('what was added in the meantime is looked up again, and what is gone too', async () => {
  const { service, provider } = await yealink();
  const { lookup } = provider;
  const blind: RpsProvider = { ...provider, lookup: async () => ({ ok: true, value: { kind: 'unknown' } }) };
  service.ours.set(mac, entry({ uniqueServerUrl: elsewhere }));
  expect(await assign(blind)).toEqual(refused('uncertain_write', '800003'));
  expect(await assign(provider)).toMatchObject({ ok: true });
  const found = await lookup(mac);
  service.ours.clear();
  const gone: RpsProvider = { ...provider, lookup: async () => found };
  expect(await assign(gone, { url: elsewhere })).toEqual(refused('bad_response', '900400'));
  service.reply(isCall('/rps/devices/device-x'), { status: 404, body: '{"code":"900404"}' });
  expect(await assign(gone, { url: elsewhere })).toEqual(refused('uncertain_write', '900404'));
  expect(await assign(provider)).toMatchObject({ ok: true });
});

test.each([
  ['data that is no list', { skip: 0, limit: 1, total: 1, data: 'x' }],
  ['a phone without an id', { total: 1, data: [{ mac }] }],
  ['a phone whose id leads elsewhere', { total: 1, data: [{ mac, id: '..' }] }],
  ['no total', { data: null }],
  ['no object', []],
])('a look-up that is answered with %s is a bad response', async (_, body) => {
  const { service, provider } = await yealink();
  service.reply(({ path }) => path.endsWith('/listDevices'), { status: 200, body: JSON.stringify(body) });
  expect(await provider.lookup(mac)).toMatchObject(refused('bad_response'));
});

test('a token that no header can hold is a bad response', async () => {
  const { service, provider } = await yealink();
  const token = { access_token: 'a\r\nb: c', expires_in: 3_600 };
  service.reply(isCall('/token'), { status: 200, body: JSON.stringify(token) });
  expect(await provider.lookup(mac)).toEqual(refused('bad_response'));
});

test('a link that the service cannot take is not sent', async () => {
  const { service, provider } = await yealink();
  expect(await assign(provider, { url: 'tftp://phones.example/' })).toEqual(refused('invalid_url'));
  expect(service.asked).toHaveLength(0);
});

test('credentials are checked by name, and nothing else is taken', () => {
  const { credentials } = yealinkYmcs;
  expect(credentials.safeParse(account).success).toBe(true);
  for (const wrong of [
    { ...account, region: 'cn' },
    { ...account, accessKeyId: ' ' },
    { ...account, more: 1 },
  ])
    expect(credentials.safeParse(wrong).success).toBe(false);
});

test('an endpoint with a path has it in place of the service’s own', async () => {
  const { service, deps } = await yealink();
  await yealinkYmcs.create(account, { ...deps, endpoint: `${service.url}/mirror/` }).lookup(mac);
  expect(calls(service)).toEqual(['POST /mirror/token']);
});
