import { afterEach, describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { createHttps } from '#server/rps/https.ts';
import type { RpsPhone, RpsProvider } from '#server/rps/provider.ts';
import { grandstreamGdms } from '#server/rps/providers/grandstream-gdms/provider.ts';
import { redirectFile } from '#server/rps/providers/grandstream-gdms/redirect-file.ts';
import { gdmsPassword, gdmsSignature } from '#server/rps/providers/grandstream-gdms/signature.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsErrorCode } from '#server/rps/rps-error.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { type GdmsOptions, startGdms } from '../../../fakes/rps/grandstream-gdms.ts';
import { seededRandom } from '../../../fakes/seeded-random.ts';
import { FAULT_TABLE, testFaults } from './fault-table.ts';

const mac = 'c074ad000001' as MacAddress;
const url = 'https://phones.example/p/token/';
const where = '<P212>2</P212>\n    <P237>phones.example/p/token</P237>';
const serial = '20EZ0FHL1234AB';
const phone: RpsPhone = { mac, url, serial, label: 'Window 3' };
const account = {
  ...{ username: 'owner@example.com', password: 'gdms-password' },
  ...{ clientId: 'client-id', clientSecret: 'client-secret', region: 'eu' as const },
};

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

type Options = Omit<GdmsOptions, 'clock'> & { siteId?: string; linkOf?: 'site'; timeoutMs?: number };

async function start({ siteId, linkOf, timeoutMs = 20_000, ...options }: Options = {}) {
  const clock = new FakeClock();
  const service = await startGdms({ clock, ...options });
  const https = createHttps({ timeoutMs, ca: service.ca });
  const deps = { endpoint: service.url, send: https.send, clock, random: seededRandom(1) };
  const provider = grandstreamGdms.create({ ...account, siteId, linkOf }, deps);
  const end = async () => {
    https.close();
    await service[Symbol.asyncDispose]();
  };
  return { clock, service, deps, provider, [Symbol.asyncDispose]: end };
}

async function gdms(options: Options = {}) {
  const started = await start(options);
  open.push(started);
  return started;
}

const assign = (provider: RpsProvider, more: Partial<RpsPhone> = {}) =>
  assignPhone({ provider, phone: { ...phone, ...more }, mayReplace: () => false });
const release = (provider: RpsProvider, wasWritten = true) =>
  releasePhone({ provider, mac, isOurs: (stored) => stored === url, wasWritten });
const refused = (code: RpsErrorCode, vendorCode?: string) => ({
  ok: false,
  error: vendorCode === undefined ? { code } : { code, vendorCode },
});
const callOf = ({ path }: { path: string }) =>
  path
    .replace(/^\/oapi/, '')
    .replace('/v1.0.0', '')
    .replace(/\?.*/, '');
const calls = ({ asked }: { asked: readonly { path: string }[] }) => asked.map(callOf);
const isCall = (name: string) => (asked: { path: string }) => callOf(asked) === name;

describe('a phone is assigned by a push', () => {
  test('after it was added with its serial number, to the first site', async () => {
    const { service, provider } = await gdms();
    expect(await assign(provider)).toEqual({ ok: true, value: { wasWritten: true } });
    expect(service.ours.get(mac)).toEqual({ sn: serial, siteId: 11, deviceName: 'Window 3' });
    expect(service.pushed.get(mac)).toContain(where);
    expect(calls(service)).toEqual([
      ...['/oauth/token', '/device/list', '/site/list', '/device/add', '/device/config/xml', '/device/list'],
    ]);
  });

  test('each time anew where it is in the account already: nobody knows what was pushed before', async () => {
    const { service, provider } = await gdms();
    service.ours.set(mac, { sn: serial, siteId: 12 });
    expect(await assign(provider, { serial: '' })).toMatchObject({ ok: true, value: { wasWritten: true } });
    expect(service.pushed.get(mac)).toContain(where);
    expect(await assign(provider, { url: 'http://other.example:8080/a&b/' })).toMatchObject({ ok: true });
    expect(service.pushed.get(mac)).toContain('<P212>1</P212>\n    <P237>other.example:8080/a&amp;b</P237>');
    expect(calls(service)).not.toContain('/device/add');
  });

  test('not without its serial number, nor with another phone’s', async () => {
    const { service, provider } = await gdms();
    service.serials.set(mac, serial);
    expect(await assign(provider, { serial: '' })).toEqual(refused('serial_required'));
    expect(await assign(provider, { serial: 'another' })).toEqual(refused('serial_mismatch', '30010'));
    expect(service.ours.size + service.pushed.size).toBe(0);
    expect(await assign(provider)).toMatchObject({ ok: true });
  });

  test('not if it is somebody else’s, which shows when it is added', async () => {
    const { service, provider } = await gdms();
    service.foreign.add(mac);
    expect(await assign(provider)).toEqual(refused('owned_by_other', '10003'));
    expect(service.pushed.size).toBe(0);
  });

  test('though adding was not answered: the next attempt finds it and pushes', async () => {
    const { service, provider } = await gdms({ timeoutMs: 400 });
    await provider.lookup(mac);
    service.plan('timeout-after-accept', { where: isCall('/device/add') });
    expect(await assign(provider)).toEqual(refused('uncertain_write'));
    expect(service.pushed.size).toBe(0);
    expect(await assign(provider)).toMatchObject({ ok: true });
    expect(calls(service).filter((call) => call === '/device/add')).toHaveLength(1);
    expect(service.pushed.get(mac)).toContain(where);
  });

  test('not with a link that would lose its query: nothing is sent', async () => {
    const { service, provider } = await gdms();
    expect(await assign(provider, { url: `${url}?t=1` })).toEqual(refused('invalid_url'));
    expect(service.asked).toHaveLength(0);
  });
});

test('a phone is added to the site that was named, in letters or as a number, and its link is pushed', async () => {
  const { service, provider } = await gdms({ siteId: '12' });
  expect(provider.can.linkOf).toBe('phone');
  expect(await assign(provider)).toMatchObject({ ok: true });
  expect(service.ours.get(mac)).toMatchObject({ siteId: 12 });
  expect(service.pushed.get(mac)).toContain('<P237>');
  expect(grandstreamGdms.credentials.parse({ ...account, siteId: 12 })).toMatchObject({ siteId: '12' });
});

describe('a phone is assigned to a site whose link stands in the portal', () => {
  test('and the capabilities say so: nothing is pushed', async () => {
    const { service, provider } = await gdms({ siteId: '12', linkOf: 'site' });
    expect(provider.can).toEqual({ ...grandstreamGdms.can, linkOf: 'site' });
    expect(grandstreamGdms.can.linkOf).toBe('phone');
    expect(await assign(provider)).toEqual({ ok: true, value: { wasWritten: true } });
    expect(service.ours.get(mac)).toMatchObject({ siteId: 12 });
    expect(calls(service)).not.toContain('/device/config/xml');
  });

  test('without a change where it is there already', async () => {
    const { service, provider } = await gdms({ siteId: '12', linkOf: 'site' });
    service.ours.set(mac, { sn: serial, siteId: 12 });
    expect(await assign(provider)).toMatchObject({ ok: true });
    expect(new Set(calls(service))).toEqual(new Set(['/oauth/token', '/device/list']));
  });

  test('not where it is in another site of the account, or there is no such site', async () => {
    const { service, provider } = await gdms({ siteId: '12', linkOf: 'site' });
    service.ours.set(mac, { sn: serial, siteId: 11 });
    expect(await assign(provider)).toEqual(refused('already_exists'));
    expect(service.ours.get(mac)).toEqual({ sn: serial, siteId: 11 });
    const nowhere = await gdms({ siteId: '99', linkOf: 'site' });
    expect(await assign(nowhere.provider)).toEqual(refused('not_found'));
    expect(await nowhere.provider.checkCredentials()).toEqual(refused('not_found'));
  });
});

describe('a phone is released', () => {
  test('where it was written from here', async () => {
    const { service, provider } = await gdms();
    service.ours.set(mac, { sn: serial, siteId: 11 });
    expect(await release(provider, false)).toEqual({ ok: true, value: { kind: 'kept', why: 'other_link' } });
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'released' } });
    expect(service.ours.size).toBe(0);
  });

  test('not where the service has no call for it, which is said as it is', async () => {
    const { service, provider } = await gdms({ canDelete: false });
    service.ours.set(mac, { sn: serial, siteId: 11 });
    expect(await release(provider)).toEqual(refused('unsupported', '404'));
  });

  test('and one that is gone, or never was ours, is no error', async () => {
    const { service, provider } = await gdms();
    service.foreign.add(mac);
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(await provider.remove(mac, { kind: 'ours' })).toEqual({ ok: true, value: undefined });
  });
});

describe('signed in', () => {
  const grants = ({ asked }: { asked: readonly { path: string; body: string }[] }) =>
    asked.filter(isCall('/oauth/token')).map(({ body }) => new URLSearchParams(body).get('grant_type'));

  test.each([true, false])('with a token that comes in an envelope (%s) or without', async (wrapsToken) => {
    const { provider } = await gdms({ wrapsToken });
    expect(await provider.checkCredentials()).toEqual({ ok: true, value: {} });
  });

  test('with a token that is refreshed before its end, and by password where that is refused', async () => {
    const { service, provider, clock } = await gdms();
    await provider.lookup(mac);
    clock.advance(3_541_000);
    await provider.lookup(mac);
    expect(grants(service)).toEqual(['password', 'refresh_token']);
    service.endTokens();
    clock.advance(3_541_000);
    expect(await provider.lookup(mac)).toMatchObject({ ok: true });
    expect(grants(service)).toEqual(['password', 'refresh_token', 'refresh_token', 'password']);
  });

  test('once more where the token has ended before its time, even in a write', async () => {
    const { service, provider } = await gdms();
    service.ours.set(mac, { sn: serial, siteId: 11 });
    await provider.lookup(mac);
    service.endTokens();
    expect(await provider.write(phone, { kind: 'ours' })).toMatchObject({ ok: true });
    expect(grants(service)).toEqual(['password', 'password']);
  });

  test.each([
    ['password', '400'],
    ['clientSecret', '401'],
  ])('not with a wrong %s, which no error repeats', async (name, vendorCode) => {
    const { deps } = await gdms();
    const wrong = grandstreamGdms.create({ ...account, [name]: 'not-the-secret' }, deps);
    expect(await wrong.checkCredentials()).toEqual(refused('auth_failed', vendorCode));
  });

  test('with a secret that never travels in an address', async () => {
    const { service, provider } = await gdms();
    await assign(provider);
    expect(service.asked.filter(({ path }) => path.includes('client-secret'))).toEqual([]);
  });

  test('a test of the credentials changes nothing', async () => {
    const { service, provider } = await gdms();
    await provider.checkCredentials();
    expect(calls(service)).toEqual(['/oauth/token', '/site/list']);
  });
});

testFaults(
  async ({ timeoutMs }) => {
    const { service, provider, [Symbol.asyncDispose]: end } = await start({ timeoutMs });
    const isStored = () => service.pushed.get(mac)?.includes(where) === true;
    const asking = { isLookup: isCall('/device/list'), isWrite: isCall('/device/config/xml') };
    return { ...{ service, provider, phone, isStored }, ...asking, [Symbol.asyncDispose]: end };
  },
  { attempts: { 'error-401': 2 } },
);

describe.each(FAULT_TABLE)('$fault', ({ fault, question, write }) => {
  const failing = async (name: string, times = fault === 'error-401' ? 2 : 1) => {
    const started = await gdms({ timeoutMs: fault.startsWith('timeout') ? 400 : 20_000 });
    await started.provider.lookup(mac);
    started.service.plan(fault, { times, where: isCall(name) });
    return started;
  };

  test('at signing in: nothing is written', async () => {
    const { service, provider, clock } = await failing('/oauth/token', 2);
    clock.advance(3_600_000);
    expect(await assign(provider)).toEqual({ ok: false, error: question });
    expect(service.ours.size).toBe(0);
    expect(await assign(provider)).toMatchObject({ ok: true });
  });

  test('at adding: nothing is pushed', async () => {
    const { service, provider } = await failing('/device/add');
    expect(await assign(provider)).toEqual({ ok: false, error: write });
    expect(service.pushed.size).toBe(0);
    expect(await assign(provider)).toMatchObject({ ok: true });
  });
});

test('a refusal with an HTTP status of its own is one too', async () => {
  const { service, provider } = await gdms();
  service.reply(isCall('/device/list'), { status: 400, body: JSON.stringify({ retCode: 7, msg: 'no' }) });
  expect(await provider.lookup(mac)).toEqual(refused('bad_response', '7'));
  service.reply(isCall('/device/add'), { status: 418 });
  expect(await provider.write(phone, { kind: 'unknown' })).toEqual(refused('bad_response', '418'));
});

test.each<[said: unknown, code: RpsErrorCode, vendorCode: string]>([
  [{ retCode: 1, msg: 'The device already exists' }, 'already_exists', '1'],
  [{ retCode: '2', msg: 'The device does not exist' }, 'not_found', '2'],
  [{ retCode: 3, msg: 'signature error' }, 'auth_failed', '3'],
  [{ retCode: 4, msg: 'client-secret' }, 'bad_response', '4'],
  [{ retCode: 0, data: { failure: 1, errorDeviceList: [{ errorMsg: 30010 }] } }, 'serial_mismatch', '30010'],
])('adding that is answered with %j is %s', async (said, code, vendorCode) => {
  const { service, provider } = await gdms();
  service.reply(isCall('/device/add'), { status: 200, body: JSON.stringify(said) });
  expect(await provider.write(phone, { kind: 'unknown' })).toEqual(refused(code, vendorCode));
});

test.each([
  ['no envelope', {}],
  ['a code that is none', { retCode: null, data: { result: [] } }],
  ['no list', { retCode: 0, data: { result: 'x' } }],
  ['nothing', { retCode: 0, data: null }],
  ['a phone without a MAC', { retCode: 0, data: { result: [{ sn: '1' }] } }],
])('a look-up that is answered with %s is a bad response', async (_, body) => {
  const { service, provider } = await gdms();
  service.reply(isCall('/device/list'), { status: 200, body: JSON.stringify(body) });
  expect(await provider.lookup(mac)).toEqual(refused('bad_response'));
});

test('a list that never ends is given up', async () => {
  const { service, provider } = await gdms();
  const result = Array.from({ length: 10 }, () => ({ mac: 'C0:74:AD:00:00:02' }));
  service.reply(isCall('/device/list'), {
    status: 200,
    body: JSON.stringify({ retCode: 0, data: { result } }),
  });
  expect(await provider.lookup(mac)).toEqual(refused('bad_response'));
});

/** The formulas that its clients agree on. They are no sample of the maker's. */
describe('a call is signed', () => {
  const key = { clientId: 'ID', clientSecret: 'SEC' };
  const query = { access_token: 'T', timestamp: '1700000000000' };

  test('without a body', () => {
    const signature = gdmsSignature(key, query);
    expect(signature).toBe('90ce145c28b5d176ee43167190062ef307f1032d474b0aca2bf51d312cdc6efb');
  });

  test('with one', () => {
    const body = '[{"mac":"C0:74:AD:00:00:01","sn":"SN1","siteId":11}]';
    const signature = gdmsSignature(key, query, body);
    expect(signature).toBe('d8a95493054eb135e1b76600b1d248a5eb9d70d18280c09c16a299456997c37c');
  });

  test('and a password is hashed twice', () => {
    expect(gdmsPassword('pw')).toBe('5f4e97e0575dc8b7a03e8b235a4597fd77cb6cfea936758ec319b13a01cd9ea9');
  });
});

test('the file that is pushed says where the phone’s files are, and nothing else', () => {
  expect(redirectFile(mac, url)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<gs_provision version="1">
  <mac>c074ad000001</mac>
  <config version="1">
    <P212>2</P212>
    <P237>phones.example/p/token</P237>
  </config>
</gs_provision>
`);
});

test('credentials are checked by name, and nothing else is taken', () => {
  const { credentials } = grandstreamGdms;
  for (const right of [account, { ...account, siteId: '12' }])
    expect(credentials.safeParse(right).success).toBe(true);
  for (const wrong of [
    { ...account, region: 'au' },
    { ...account, siteId: 'x' },
    { ...account, more: 1 },
  ])
    expect(credentials.safeParse(wrong).success).toBe(false);
});

test('an endpoint with a path has it in place of the service’s own', async () => {
  const { service, deps } = await gdms();
  await grandstreamGdms.create(account, { ...deps, endpoint: `${service.url}/mirror` }).lookup(mac);
  expect(calls(service)).toEqual(['/mirror/oauth/token']);
});
