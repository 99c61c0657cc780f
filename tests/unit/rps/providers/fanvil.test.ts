import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import {
  lookupOf,
  materialServerOf,
  passwordOf,
  phonesOf,
  refusalOf,
} from '#server/rps/providers/fanvil/mapper.ts';
import { fanvil } from '#server/rps/providers/fanvil/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsErrorCode } from '#server/rps/rps-error.ts';
import type { XmlRpcValue } from '#server/rps/xml-rpc/value.ts';
import { FANVIL_ACCOUNT, startFanvil } from '../../../fakes/rps/fanvil.ts';
import { testFaults } from './fault-table.ts';
import { xmlRpcOffice } from './xml-rpc-office.ts';

const mac = '0c383eaabbcc' as MacAddress;
const MAC = mac.toUpperCase();
const url = 'https://phones.example:8443/p/token/';
const link = `${url}${mac}.cfg`;
const old = { protocol: 'http', server: 'elsewhere.example', fileName: 'a.cfg' };

async function start({ timeoutMs = 20_000, password = FANVIL_ACCOUNT.password } = {}) {
  const service = await startFanvil();
  const office = xmlRpcOffice(fanvil, {
    credentials: { ...FANVIL_ACCOUNT, password },
    service,
    timeoutMs,
    prefix: 'redirect.',
  });
  const { provider } = office;
  const phone = { mac, url };
  return {
    ...office,
    phone,
    assign: () => assignPhone({ provider, phone, mayReplace: () => true }),
    release: (wasWritten = true) => releasePhone({ provider, mac, isOurs: () => false, wasWritten }),
    calls: office.methods,
  };
}

describe('a phone is assigned', () => {
  test('where our list does not have it: in a group of its own, and nothing is taken out of another', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.linkOf(mac)).toBe(link);
    expect(office.service.devices.get(MAC)).toBe(MAC);
    expect(office.calls()).toEqual([
      ...['listDevices', 'deleteServer', 'addMaterialServer', 'registerDevice', 'listDevices'],
    ]);
  });

  test.each([
    ['the same link', { protocol: 'https', server: 'phones.example:8443', fileName: `p/token/${mac}.cfg` }],
    ['another link', old],
  ])('anew over %s of the account: out of its group, and into a new one', async (_, group) => {
    await using office = await start();
    office.service.groups.set(MAC, group);
    office.service.devices.set(MAC, MAC);
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.linkOf(mac)).toBe(link);
    expect(office.calls().slice(1, 5)).toEqual([
      ...['deRegisterDevice', 'deleteServer', 'addMaterialServer', 'registerDevice'],
    ]);
  });

  test('out of a group that somebody made by hand: that group stays, others may be in it', async () => {
    await using office = await start();
    office.service.groups.set('Reception', old);
    office.service.devices.set(MAC, 'Reception');
    expect(await office.assign()).toMatchObject({ ok: true });
    expect(office.service.linkOf(mac)).toBe(link);
    expect(office.service.groups.get('Reception')).toBe(old);
  });

  test('where an earlier attempt has left its group', async () => {
    await using office = await start();
    office.service.groups.set(MAC, old);
    expect(await office.assign()).toMatchObject({ ok: true });
    expect(office.service.linkOf(mac)).toBe(link);
  });

  test('never where it is somebody else’s: it is seen at the last call, and nothing is left behind', async () => {
    await using office = await start();
    office.service.foreign.add(MAC);
    expect(await office.assign()).toEqual({
      ok: false,
      error: { code: 'owned_by_other', vendorCode: 'device_had_existed' },
    });
    expect(office.service.groups.size).toBe(0);
    expect(office.calls()).not.toContain('deRegisterDevice');
  });
});

describe('a phone is released', () => {
  test('with its group, where it was written from here; once more, it is gone already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released' } });
    expect([office.service.devices.size, office.service.groups.size]).toEqual([0, 0]);
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(await office.provider.remove(mac, { kind: 'ours' })).toMatchObject({ ok: true });
  });

  test('never where it was not', async () => {
    await using office = await start();
    office.service.groups.set('Reception', old);
    office.service.devices.set(MAC, 'Reception');
    expect(await office.release(false)).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    expect(office.calls()).toEqual(['listDevices']);
  });
});

test('credentials are tried without a change: the password goes as the hash of its hash', async () => {
  expect(passwordOf('pw')).toBe('d7fe7a84e8373b67aec2832ca6f9d477');
  await using office = await start();
  office.service.devices.set('0C383E000001', 'Reception');
  expect(await office.provider.checkCredentials()).toEqual({ ok: true, value: { phones: 1 } });
  expect(office.calls()).toEqual(['listDevices']);
  const plain = Buffer.from('office:pw').toString('base64');
  expect(office.service.asked[0]?.headers['authorization']).not.toContain(plain);
});

test('wrong credentials are told apart', async () => {
  await using stranger = await start({ password: 'wrong' });
  const refused = { ok: false, error: { code: 'auth_failed', vendorCode: '401' } };
  expect(await stranger.provider.checkCredentials()).toEqual(refused);
  expect(await stranger.assign()).toEqual(refused);
  expect(await stranger.release()).toEqual(refused);
});

test('a link with a query is refused before anything is asked: it would be lost', async () => {
  await using office = await start();
  const phone = { mac, url: `${url}?t=1` };
  expect(await assignPhone({ ...office, phone, mayReplace: () => true })).toEqual({
    ok: false,
    error: { code: 'invalid_url' },
  });
  expect(office.service.asked).toEqual([]);
});

test.each([
  ['https://phones.example/p/t/', 'phones.example', `p/t/${mac}.cfg`, '5'],
  ['http://phones.example:8080', 'phones.example:8080', `${mac}.cfg`, '4'],
  ['https://[2001:db8::1]/file.cfg', '[2001:db8::1]', 'file.cfg', '5'],
])('%s is the server, the file and the protocol', (...[one, server, file, protocol]) => {
  expect(materialServerOf(mac, one)).toEqual([
    ...[`cfgName=${MAC}`, 'cfgPfMode=1', 'cfgDhcpOpt=false', 'cfgPnpEnable=false'],
    ...[`cfgPfSrv=${server}`, `cfgPfName=${file}`, `cfgPfProt=${protocol}`],
  ]);
});

const answer = (isDone: boolean, ...values: XmlRpcValue[]) => ({
  ...{ isDone, values, text: typeof values[0] === 'string' ? values[0] : '' },
});

test.each<[text: string, code: RpsErrorCode]>([
  ['Error: url_format_error', 'invalid_url'],
  ['Error: mac_format_error', 'invalid_mac'],
  ['Error: device_had_existed', 'owned_by_other'],
  ['Error:server_had_existed', 'already_exists'],
  ['Error:server_not_existed', 'not_found'],
  ['Error:out_of_paper', 'bad_response'],
  ['sorry', 'bad_response'],
])('"%s" is %s', (text, code) => {
  expect(refusalOf(answer(false, text)).code).toBe(code);
});

test.each<[what: string, phones: XmlRpcValue[], kind: string]>([
  ['among others', ['0C383E000001', MAC], 'ours'],
  ['in another spelling', ['0c:38:3e:aa:bb:cc'], 'ours'],
  ['with more said of it', [new Map([['mac', MAC]]), 'x'], 'ours'],
  ['in a list of lists', [[MAC, 'Reception']], 'ours'],
  ['not there', ['0C383E000001'], 'unknown'],
  ['only part of a longer word', [`${MAC}0`], 'unknown'],
])('a phone in the list: %s', (_, phones, kind) => {
  expect(lookupOf(phones, mac)).toEqual({ kind });
});

test('a list is a list, or an account without phones', () => {
  expect(phonesOf(answer(true, [MAC]))).toEqual({ ok: true, value: [MAC] });
  expect(phonesOf(answer(true, ''))).toEqual({ ok: true, value: [] });
  expect(phonesOf(answer(false, 'Error:device_not_exist'))).toEqual({ ok: true, value: [] });
  expect(phonesOf(answer(true, 'OK'))).toEqual({ ok: false, error: { code: 'bad_response' } });
  expect(phonesOf(answer(false, 'sorry'))).toEqual({ ok: false, error: { code: 'bad_response' } });
});

describe.each(['deleteServer', 'addMaterialServer', 'registerDevice'])('where %s fails', (method) => {
  test.each(['error-401', 'html', 'timeout-after-accept', 'truncated'] as const)(
    '(%s), the next attempt puts it right',
    async (fault) => {
      await using office = await start({ timeoutMs: fault === 'timeout-after-accept' ? 400 : 20_000 });
      office.service.groups.set(MAC, old);
      office.service.devices.set(MAC, MAC);
      await office.provider.checkCredentials();
      office.service.plan(fault, { where: ({ body }) => body.includes(`redirect.${method}<`) });
      expect(await office.assign()).toMatchObject({ ok: false });
      expect(await office.assign()).toMatchObject({ ok: true });
      expect(office.service.linkOf(mac)).toBe(link);
    },
  );
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ body }) => body.includes('redirect.listDevices'),
    isWrite: ({ body }) => body.includes('redirect.registerDevice'),
    isStored: () => office.service.linkOf(mac) === link,
  };
});
