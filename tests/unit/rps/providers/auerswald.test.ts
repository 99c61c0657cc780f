import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { doneOf, lookupOf } from '#server/rps/providers/auerswald/mapper.ts';
import { auerswald } from '#server/rps/providers/auerswald/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { XmlRpcValue } from '#server/rps/xml-rpc/value.ts';
import { AUERSWALD_ACCOUNT, startAuerswald } from '../../../fakes/rps/auerswald.ts';
import { testFaults } from './fault-table.ts';
import { xmlRpcOffice } from './xml-rpc-office.ts';

const mac = '00095200000e' as MacAddress;
const url = 'https://phones.example/p/token/?a=1&b=<2>';
const elsewhere = 'https://elsewhere.example/';

type Start = { timeoutMs?: number; password?: string; tellsForeign?: boolean };

async function start({ timeoutMs = 20_000, tellsForeign = false, ...more }: Start = {}) {
  const service = await startAuerswald({ tellsForeign });
  const credentials = { ...AUERSWALD_ACCOUNT, ...more };
  const office = xmlRpcOffice(auerswald, { credentials, service, timeoutMs, prefix: '' });
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
  test('where nobody has it, and is looked up again', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.ours.get(mac)).toBe(url);
    expect(office.calls()).toEqual([
      ['DeviceInfo', mac],
      ['DeviceRegister', mac, url],
      ['DeviceInfo', mac],
    ]);
  });

  test('over another link of the account, in one call', async () => {
    await using office = await start();
    office.service.ours.set(mac, elsewhere);
    expect(await office.assign()).toMatchObject({ ok: true });
    expect(office.service.ours.get(mac)).toBe(url);
    expect(office.calls().map(([method]) => method)).toEqual(['DeviceInfo', 'DeviceRegister', 'DeviceInfo']);
  });

  test.each([false, true])(
    'never where it is somebody else’s, whether the service tells of it first (%s) or not',
    async (tellsForeign) => {
      await using office = await start({ tellsForeign });
      office.service.foreign.add(mac);
      expect(await office.assign()).toEqual({ ok: false, error: { code: 'owned_by_other' } });
      expect(office.service.ours.size).toBe(0);
      expect(office.calls().map(([method]) => method)).toEqual(['DeviceInfo', 'DeviceRegister']);
    },
  );
});

describe('a phone is released', () => {
  test('where it was written from here; once more, it is gone already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released' } });
    expect(office.service.ours.size).toBe(0);
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
  });

  test('never where it was not, or is somebody else’s', async () => {
    await using office = await start({ tellsForeign: true });
    office.service.ours.set(mac, elsewhere);
    expect(await office.release(false)).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    expect(office.service.ours.get(mac)).toBe(elsewhere);
    office.service.ours.clear();
    office.service.foreign.add(mac);
    expect(await office.release()).toEqual({ ok: false, error: { code: 'owned_by_other' } });
  });
});

test('credentials are tried without a change, and wrong ones are told apart', async () => {
  await using office = await start();
  office.service.ours.set(mac, elsewhere);
  expect(await office.provider.checkCredentials()).toEqual({ ok: true, value: {} });
  expect(office.calls().map(([method]) => method)).toEqual(['DeviceInfo']);
  await using stranger = await start({ password: 'wrong' });
  const refused = { ok: false, error: { code: 'auth_failed', vendorCode: '401' } };
  expect(await stranger.provider.checkCredentials()).toEqual(refused);
  expect(await stranger.assign()).toEqual(refused);
  expect(await stranger.release()).toEqual(refused);
});

describe('what the service says', () => {
  const struct = (members: Record<string, XmlRpcValue>) => new Map(Object.entries(members));

  test.each<[what: string, answer: XmlRpcValue, kind: string | undefined]>([
    ['a struct with the MAC', struct({ mac }), 'ours'],
    ['one with the MAC in another form', struct({ mac: '00:09:52:00:00:0E' }), 'ours'],
    ['one with another MAC', struct({ mac: '00095200000f' }), undefined],
    ['one with no text for a MAC', struct({ mac: 9_520 }), undefined],
    ['an empty struct', struct({}), 'unknown'],
    ['a struct of something else', struct({ faultString: 'no' }), undefined],
    ['no', false, 'unknown'],
    ['nothing', null, 'unknown'],
    ['an empty text', '', 'unknown'],
    ['an empty list', [], 'unknown'],
    ['a page', 'please sign in', undefined],
  ])('of a phone: %s', (_what, answer, kind) => {
    const found = lookupOf(answer, mac);
    expect(found.ok ? found.value.kind : undefined).toBe(kind);
    if (!found.ok) expect(found.error.code).toBe('bad_response');
  });

  test.each<[answer: XmlRpcValue, isDone: boolean]>([
    [true, true],
    [1, true],
    ['OK', true],
    [struct({ mac }), true],
    [false, false],
    [0, false],
    ['', false],
    ['0', false],
    [null, false],
    [[], false],
  ])('of a write: %o is done: %s', (answer, isDone) => {
    const done = doneOf(answer);
    expect(done.ok).toBe(isDone);
    if (!done.ok) expect(done.error.code).toBe('owned_by_other');
  });
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ body }) => body.includes('DeviceInfo'),
    isWrite: ({ body }) => body.includes('DeviceRegister'),
    isStored: () => office.service.ours.get(mac) === url,
  };
});
