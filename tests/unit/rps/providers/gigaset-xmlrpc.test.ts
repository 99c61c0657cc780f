import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { lookupOf, refusalOf } from '#server/rps/providers/gigaset-xmlrpc/mapper.ts';
import { gigasetXmlrpc } from '#server/rps/providers/gigaset-xmlrpc/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsErrorCode } from '#server/rps/rps-error.ts';
import { CHECK_CODE, GIGASET_ACCOUNT, startGigasetXmlrpc } from '../../../fakes/rps/gigaset-xmlrpc.ts';
import { testFaults } from './fault-table.ts';
import { xmlRpcOffice } from './xml-rpc-office.ts';

const mac = '7c2f80aabbcc' as MacAddress;
const macId = `7C2F80AABBCC-${CHECK_CODE}`;
const url = 'https://phones.example/p/token/?a=1&b=<2>';
const elsewhere = { url: 'https://elsewhere.example/', name: 'Office' };

async function start({ timeoutMs = 20_000, ...more }: { timeoutMs?: number; password?: string } = {}) {
  const service = await startGigasetXmlrpc();
  const office = xmlRpcOffice(gigasetXmlrpc, {
    credentials: { ...GIGASET_ACCOUNT, ...more },
    ...{ service, timeoutMs },
    prefix: 'autoprov.',
  });
  const { provider } = office;
  const phone = { mac, macId, url };
  return {
    ...office,
    phone,
    assign: (of: { macId?: string } = { macId }) =>
      assignPhone({ provider, phone: { mac, url, ...of }, mayReplace: () => true }),
    release: (wasWritten = true) => releasePhone({ provider, mac, macId, isOurs: () => false, wasWritten }),
  };
}

describe('a phone is assigned', () => {
  test('by its MAC-ID, with the name of the provider', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true, remoteId: macId } });
    expect(office.service.ours.get(mac)).toEqual({ url, name: 'Office' });
    expect(office.calls()).toEqual([
      ['checkDevice', macId],
      ['registerDevice', macId, url, 'Office'],
      ['checkDevice', macId],
    ]);
  });

  test('once more after it has been deregistered', async () => {
    await using office = await start();
    office.service.ours.set(mac, elsewhere);
    expect(await office.assign()).toMatchObject({ ok: true });
    expect(office.service.ours.get(mac)?.url).toBe(url);
    expect(office.calls().map(([method]) => method)).toEqual([
      ...['checkDevice', 'deregisterDevice', 'registerDevice', 'checkDevice'],
    ]);
  });

  test('not without a MAC-ID: nothing is asked', async () => {
    await using office = await start();
    const refused = { ok: false, error: { code: 'serial_required', vendorCode: 'mac_id' } };
    expect(await office.assign({})).toEqual(refused);
    expect(await office.provider.lookup(mac)).toEqual(refused);
    expect(await office.provider.write({ mac, url }, { kind: 'unknown' })).toEqual(refused);
    expect(await office.provider.remove(mac, { kind: 'ours' })).toEqual(refused);
    expect(office.calls()).toEqual([]);
  });

  test('not with another check code than is printed on it', async () => {
    await using office = await start();
    expect(await office.assign({ macId: '7C2F80AABBCC-0000' })).toEqual({
      ok: false,
      error: { code: 'serial_mismatch', vendorCode: 'mac_not_exist' },
    });
  });

  test('not if it is somebody else’s: it is not deregistered', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.assign()).toEqual({
      ok: false,
      error: { code: 'owned_by_other', vendorCode: 'mac_already_in_use' },
    });
    expect(office.calls().map(([method]) => method)).toEqual(['checkDevice', 'registerDevice']);
  });

  test('not if its entry cannot be removed: it is not registered over it', async () => {
    await using office = await start();
    office.service.ours.set(mac, elsewhere);
    office.service.plan('error-403', { where: ({ body }) => body.includes('deregisterDevice') });
    expect(await office.assign()).toMatchObject({ error: { code: 'forbidden_for_account' } });
    expect(office.service.ours.get(mac)).toEqual(elsewhere);
  });
});

describe('a phone is released', () => {
  test('where it was written from here; once more, it is gone already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released' } });
    expect(office.service.ours.size).toBe(0);
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(await office.provider.remove(mac, { kind: 'ours', remoteId: macId })).toMatchObject({ ok: true });
  });

  test('never where it was not', async () => {
    await using office = await start();
    office.service.ours.set(mac, elsewhere);
    expect(await office.release(false)).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    expect(office.service.ours.get(mac)).toEqual(elsewhere);
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
});

test('the name of the provider may be left out, and holds nothing strange', () => {
  const { username, password } = GIGASET_ACCOUNT;
  expect(gigasetXmlrpc.credentials.safeParse({ username, password }).success).toBe(true);
  for (const wrong of [{ providerName: 'a<b' }, { providerName: '' }, { more: 1 }])
    expect(gigasetXmlrpc.credentials.safeParse({ ...GIGASET_ACCOUNT, ...wrong }).success).toBe(false);
});

const answer = (text: string, isDone = false) => ({ isDone, text, values: [text] });

test.each<[text: string, error: { code: RpsErrorCode; vendorCode?: string }]>([
  ['mac_already_in_use:7C2F80AABBCC', { code: 'owned_by_other', vendorCode: 'mac_already_in_use' }],
  ['MAC_INVALID:7C2F80AABBCC', { code: 'invalid_mac', vendorCode: 'mac_invalid' }],
  ['url_invalid:https://phones.example/p/token/', { code: 'invalid_url', vendorCode: 'url_invalid' }],
  ['name_invalid:Office', { code: 'bad_response', vendorCode: 'name_invalid' }],
  ['no idea of https://phones.example/p/token/', { code: 'bad_response' }],
])('"%s" is known by its key, and what follows is not kept', (text, error) => {
  expect(refusalOf(answer(text))).toEqual(error);
});

test.each([
  ['OK', true, { value: { kind: 'ours', remoteId: macId } }],
  ['7c2f80aabbcc', false, { value: { kind: 'ours' } }],
  ['mac_not_found:7C2F80AABBCC', false, { value: { kind: 'unknown' } }],
  ['mac_already_in_use:7C2F80AABBCC', false, { value: { kind: 'foreign' } }],
  ['', false, { error: { code: 'bad_response' } }],
])('a look-up that is answered with "%s"', (text, isDone, expected) => {
  expect(lookupOf(answer(text, isDone), macId)).toMatchObject(expected);
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ body }) => body.includes('autoprov.checkDevice'),
    isWrite: ({ body }) => body.includes('autoprov.registerDevice'),
    isStored: () => office.service.ours.get(mac)?.url === url,
  };
});
