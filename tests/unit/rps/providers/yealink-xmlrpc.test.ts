import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { serverOf } from '#server/rps/providers/yealink-xmlrpc/mapper.ts';
import { yealinkXmlrpc } from '#server/rps/providers/yealink-xmlrpc/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsErrorCode } from '#server/rps/rps-error.ts';
import { lookupOf, refusalOf } from '#server/rps/xml-rpc/redirect-devices.ts';
import { startYealinkXmlrpc, YEALINK_ACCOUNT } from '../../../fakes/rps/yealink-xmlrpc.ts';
import { testFaults } from './fault-table.ts';
import { xmlRpcOffice } from './xml-rpc-office.ts';

const mac = '001565aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/?a=1&b=<2>';
const server = 'phones.example';
const elsewhere = 'https://elsewhere.example/';

async function start({ timeoutMs = 20_000, password = YEALINK_ACCOUNT.password, knowsServer = true } = {}) {
  const service = await startYealinkXmlrpc();
  if (knowsServer) service.servers.set(server, 'https://phones.example/');
  const credentials = { ...YEALINK_ACCOUNT, password };
  const office = xmlRpcOffice(yealinkXmlrpc, { credentials, service, timeoutMs, prefix: 'redirect.' });
  const { provider } = office;
  const phone = { mac, url };
  return {
    ...office,
    phone,
    assign: () => assignPhone({ provider, phone, mayReplace: () => true }),
    release: (wasWritten = true) => releasePhone({ provider, mac, isOurs: () => false, wasWritten }),
  };
}

describe('a phone is assigned', () => {
  test('where nobody has it: the MAC keeps its zeros, the link its signs, and nothing is overridden', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.ours.get(mac)).toEqual({ server, url });
    expect(office.calls()).toEqual([
      ['checkDevice', '001565AABBCC'],
      ['registerDeviceWithUniqueUrl', '001565AABBCC', server, url, '0'],
      ['checkDevice', '001565AABBCC'],
    ]);
  });

  test('with a server that is made where the service does not know it, without the token', async () => {
    await using office = await start({ knowsServer: false });
    expect(await office.assign()).toMatchObject({ ok: true });
    expect([...office.service.servers]).toEqual([[server, 'https://phones.example/']]);
    expect(office.service.ours.get(mac)).toEqual({ server, url });
  });

  test.each([
    ['the same link', url],
    ['another link', elsewhere],
  ])('over %s of the account, which the service does not tell', async (_, stored) => {
    await using office = await start();
    office.service.ours.set(mac, { server, url: stored });
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.ours.get(mac)).toEqual({ server, url });
    expect(office.calls()[1]?.at(-1)).toBe('1');
  });

  test('never where it is somebody else’s: it is not tried, and never with the override', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.assign()).toEqual({ ok: false, error: { code: 'owned_by_other' } });
    expect(office.calls()).toEqual([['checkDevice', '001565AABBCC']]);
    for (const kind of ['absent', 'unknown'] as const)
      expect(await office.provider.write(office.phone, { kind })).toEqual({
        ok: false,
        error: { code: 'owned_by_other' },
      });
  });

  test('not over an entry that came between the look-up and the write', async () => {
    await using office = await start();
    office.service.ours.set(mac, { server, url: elsewhere });
    expect(await office.provider.write(office.phone, { kind: 'absent' })).toEqual({
      ok: false,
      error: { code: 'already_exists' },
    });
    expect(office.service.ours.get(mac)?.url).toBe(elsewhere);
  });
});

describe('a phone is released', () => {
  test('where it was written from here; once more, it is gone already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released' } });
    expect(office.service.ours.size).toBe(0);
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(await office.provider.remove(mac, { kind: 'ours' })).toMatchObject({ ok: true });
  });

  test('never where it was not, or is somebody else’s', async () => {
    await using office = await start();
    office.service.ours.set(mac, { server, url: elsewhere });
    expect(await office.release(false)).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    office.service.ours.clear();
    office.service.foreign.add(mac);
    expect(await office.release()).toMatchObject({ value: { kind: 'kept', why: 'foreign' } });
    expect(office.calls().map(([method]) => method)).toEqual(['checkDevice', 'checkDevice']);
  });
});

test('credentials are tried without a change, and wrong ones are told apart', async () => {
  await using office = await start();
  expect(await office.provider.checkCredentials()).toEqual({ ok: true, value: {} });
  expect(office.calls().map(([method]) => method)).toEqual(['checkDevice']);
  await using stranger = await start({ password: 'wrong' });
  const refused = { ok: false, error: { code: 'auth_failed', vendorCode: '401' } };
  expect(await stranger.provider.checkCredentials()).toEqual(refused);
  expect(await stranger.assign()).toEqual(refused);
  expect(await stranger.release()).toEqual(refused);
});

test('a link that the service does not take is refused', async () => {
  await using office = await start();
  office.service.servers.set('phones.example', '');
  const phone = { mac, url: 'gopher://phones.example/' };
  expect(await office.provider.write(phone, { kind: 'absent' })).toEqual({
    ok: false,
    error: { code: 'invalid_url' },
  });
  expect(await assignPhone({ ...office, phone, mayReplace: () => true })).toMatchObject({
    error: { code: 'invalid_url' },
  });
});

const answer = (text: string) => ({ isDone: false, text, values: [text] });

test.each<[text: string, code: RpsErrorCode]>([
  ['Error:Invalid MAC(s):001565aabbcc', 'invalid_mac'],
  ["Error:The url can only begin with 'http://' or 'https://' or 'ftp://' or 'tftp://'", 'invalid_url'],
  ['Error:8c2f0a9d13e4', 'owned_by_other'],
  ['Are you sure you want to override MAC addresses', 'owned_by_other'],
  ['Existing MAC(s): 001565aabbcc', 'already_exists'],
  ['Error:Invalid server', 'bad_response'],
  ['whatever', 'bad_response'],
])('"%s" is %s, and nothing of it is kept', (text, code) => {
  expect(refusalOf(answer(text))).toEqual({ code });
});

test.each<[text: string, expected: object]>([
  ['Registered', { value: { kind: 'ours' } }],
  ['REGISTERED ELSEWHERE', { value: { kind: 'foreign' } }],
  ['Unregistered', { value: { kind: 'absent' } }],
  ['unknown', { value: { kind: 'absent' } }],
  ['Error:Invalid MAC', { error: { code: 'invalid_mac' } }],
  ['Registered soon', { error: { code: 'bad_response' } }],
])('a phone that is "%s"', (text, expected) => {
  expect(lookupOf(answer(text))).toMatchObject(expected);
});

test.each([
  ['https://phones.example:8443/p/t/', 'phones.example', 'https://phones.example:8443/'],
  [
    'https://a-very-long-name-of-a-host.example/p/',
    'a-very-long-name-of-',
    'https://a-very-long-name-of-a-host.example/',
  ],
  ['https://[2001:db8::1]/p/', '-2001-db8--1-', 'https://[2001:db8::1]/'],
])('phones of %s stand with the server %s', (link, name, address) => {
  expect(serverOf(link)).toEqual({ name, url: address });
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ body }) => body.includes('redirect.checkDevice'),
    isWrite: ({ body }) => body.includes('redirect.registerDevice'),
    isStored: () => office.service.ours.get(mac)?.url === url,
  };
});

test('a write is in doubt where the answer to making the server was lost', async () => {
  await using office = await start({ knowsServer: false });
  office.service.plan('html', { where: ({ body }) => body.includes('addServer') });
  expect(await office.assign()).toEqual({ ok: false, error: { code: 'uncertain_write' } });
  expect(await office.assign()).toMatchObject({ ok: true });
});
