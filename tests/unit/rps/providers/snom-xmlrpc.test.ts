import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { redirectionOf, refusalOf } from '#server/rps/providers/snom-xmlrpc/mapper.ts';
import { snomXmlrpc } from '#server/rps/providers/snom-xmlrpc/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsErrorCode } from '#server/rps/rps-error.ts';
import { SNOM_ACCOUNT, startSnomXmlrpc } from '../../../fakes/rps/snom-xmlrpc.ts';
import { readCall } from '../../../fakes/rps/xml-rpc-server.ts';
import { testFaults } from './fault-table.ts';
import { xmlRpcOffice } from './xml-rpc-office.ts';

const mac = '000413aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/?a=1&b=<2>';
const elsewhere = 'https://elsewhere.example/';

async function start({ timeoutMs = 20_000, password = SNOM_ACCOUNT.password, tellsCompany = true } = {}) {
  const service = await startSnomXmlrpc({ tellsCompany });
  const office = xmlRpcOffice(snomXmlrpc, {
    credentials: { ...SNOM_ACCOUNT, password },
    service,
    timeoutMs,
    prefix: 'redirect.',
  });
  const { provider } = office;
  const phone = { mac, url };
  return {
    ...office,
    phone,
    assign: (mayReplace = true) => assignPhone({ provider, phone, mayReplace: () => mayReplace }),
    release: () => releasePhone({ provider, mac, isOurs: (stored) => stored === url, wasWritten: false }),
    calls: office.methods,
  };
}

describe('a phone is assigned', () => {
  test('where nobody has it, and the link is read back as it was written', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.ours.get(mac)).toBe(url);
    expect(office.calls()).toEqual(['checkPhone', 'registerPhone', 'checkPhone', 'getPhoneRedirection']);
    expect(readCall(office.service.asked[1]?.body ?? '')?.parameters).toEqual(['000413AABBCC', url]);
  });

  test('without a write where the link stands there already, whether or not a company stands before it', async () => {
    for (const tellsCompany of [true, false]) {
      await using office = await start({ tellsCompany });
      office.service.ours.set(mac, url);
      expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: false } });
      expect(office.calls()).toEqual(['checkPhone', 'getPhoneRedirection']);
    }
  });

  test('over another link of the account only where that may be', async () => {
    await using office = await start();
    office.service.ours.set(mac, elsewhere);
    expect(await office.assign(false)).toEqual({
      ok: false,
      error: { code: 'already_exists', foundUrl: elsewhere },
    });
    expect(office.service.ours.get(mac)).toBe(elsewhere);
    expect(await office.assign()).toMatchObject({ ok: true, value: { formerUrl: elsewhere } });
    expect(office.service.ours.get(mac)).toBe(url);
  });

  test('where the entry has no link', async () => {
    await using office = await start();
    office.service.ours.set(mac, '');
    expect(await office.assign(false)).toMatchObject({ ok: true, value: { wasWritten: true } });
  });

  test('never where it is somebody else’s: it is not tried', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.assign()).toEqual({ ok: false, error: { code: 'owned_by_other' } });
    expect(office.calls()).toEqual(['checkPhone']);
    expect(await office.provider.write(office.phone, { kind: 'absent' })).toEqual({
      ok: false,
      error: { code: 'owned_by_other', vendorCode: 'owned_by_other_user' },
    });
  });
});

describe('a phone is released', () => {
  test('where its link is ours; once more, it is gone already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released', url } });
    expect(office.service.ours.size).toBe(0);
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(await office.provider.remove(mac, { kind: 'ours' })).toMatchObject({ ok: true });
  });

  test('never where it leads elsewhere, or is somebody else’s', async () => {
    await using office = await start();
    office.service.ours.set(mac, elsewhere);
    expect(await office.release()).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    office.service.ours.clear();
    office.service.foreign.add(mac);
    expect(await office.release()).toMatchObject({ value: { kind: 'kept', why: 'foreign' } });
    expect(await office.provider.remove(mac, { kind: 'ours' })).toMatchObject({
      error: { code: 'owned_by_other' },
    });
  });
});

test('credentials are tried without a change, and wrong ones are told apart', async () => {
  await using office = await start();
  office.service.ours.set(mac, elsewhere);
  expect(await office.provider.checkCredentials()).toEqual({ ok: true, value: {} });
  expect(office.calls()).toEqual(['checkPhone']);
  await using stranger = await start({ password: 'wrong' });
  const refused = { ok: false, error: { code: 'auth_failed', vendorCode: '401' } };
  expect(await stranger.provider.checkCredentials()).toEqual(refused);
  expect(await stranger.assign()).toEqual(refused);
  expect(await stranger.release()).toEqual(refused);
});

test('a link that the service does not take is refused with its key', async () => {
  await using office = await start();
  const phone = { mac, url: 'ftp://phones.example/' };
  expect(await office.provider.write(phone, { kind: 'absent' })).toEqual({
    ok: false,
    error: { code: 'invalid_url', vendorCode: 'malformed_url' },
  });
  expect(await assignPhone({ ...office, phone, mayReplace: () => true })).toMatchObject({
    error: { code: 'invalid_url' },
  });
});

const answer = (isDone: boolean, ...values: string[]) => ({ isDone, text: values[0] ?? '', values });

test.each<[text: string, code: RpsErrorCode]>([
  ['Error:owned_by_other_user', 'owned_by_other'],
  ['Error:malformed_url', 'invalid_url'],
  ['Error:malformed_mac', 'invalid_mac'],
  ['Error:no_such_mac', 'not_found'],
  ['Error:something_else', 'bad_response'],
])('%s is %s', (text, code) => {
  expect(refusalOf(answer(false, text)).code).toBe(code);
});

test.each([
  ['Office', 'bad_response'],
  ['phones.example/p', 'bad_response'],
])('a redirection to %s is none', (link, code) => {
  expect(redirectionOf(answer(true, 'Office', link))).toEqual({ ok: false, error: { code } });
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ body }) => body.includes('redirect.checkPhone'),
    isWrite: ({ body }) => body.includes('redirect.registerPhone'),
    isStored: () => office.service.ours.get(mac) === url,
  };
});
