import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { ownServerName } from '#server/rps/own-server-name.ts';
import { htek } from '#server/rps/providers/htek/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import { HTEK_ACCOUNT, startHtek } from '../../../fakes/rps/htek.ts';
import { testFaults } from './fault-table.ts';
import { xmlRpcOffice } from './xml-rpc-office.ts';

const mac = '001fc1aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/?a=1&b=<2>';
const serverName = ownServerName({ mac, url });

async function start({ timeoutMs = 20_000, password = HTEK_ACCOUNT.password } = {}) {
  const service = await startHtek();
  const office = xmlRpcOffice(htek, {
    credentials: { ...HTEK_ACCOUNT, password },
    service,
    timeoutMs,
    prefix: 'redirect.',
  });
  const { provider } = office;
  const phone = { mac, url };
  return {
    ...office,
    phone,
    assign: (link = url) => assignPhone({ provider, phone: { mac, url: link }, mayReplace: () => true }),
    release: (wasWritten = true) => releasePhone({ provider, mac, isOurs: () => false, wasWritten }),
    elsewhere: () => {
      service.servers.set('Reception', 'https://elsewhere.example/');
      service.ours.set(mac, 'Reception');
    },
  };
}

describe('a phone is assigned', () => {
  test('to a server of its own, whose name tells nothing of the link', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.linkOf(mac)).toBe(url);
    expect(serverName).toMatch(/^001fc1aabbcc-[0-9a-f]{7}$/);
    expect(office.calls()).toEqual([
      ['checkDevice', '001FC1AABBCC'],
      ['addServer', serverName, url],
      ['registerDevice', '001FC1AABBCC', serverName],
      ['checkDevice', '001FC1AABBCC'],
    ]);
  });

  test('to another server where its link has changed, or it stood with another one of the account', async () => {
    await using office = await start();
    office.elsewhere();
    await office.assign();
    expect(office.service.linkOf(mac)).toBe(url);
    const renewed = 'https://phones.example/p/renewed/';
    expect(await office.assign(renewed)).toMatchObject({ ok: true });
    expect(office.service.linkOf(mac)).toBe(renewed);
  });

  test('once more, though its server is there already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.assign()).toMatchObject({ ok: true });
    expect(office.service.linkOf(mac)).toBe(url);
  });

  test('never where it is somebody else’s: no question of an override is answered', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.assign()).toEqual({ ok: false, error: { code: 'owned_by_other' } });
    expect(office.calls()).toEqual([['checkDevice', '001FC1AABBCC']]);
    const written = await office.provider.write(office.phone, { kind: 'absent' });
    expect(written).toEqual({ ok: false, error: { code: 'owned_by_other' } });
    expect(office.service.ours.size).toBe(0);
  });

  test('not where its server is refused: it is told why', async () => {
    await using office = await start();
    const phone = { mac, url: 'gopher://phones.example/' };
    const written = await office.provider.write(phone, { kind: 'absent' });
    expect(written).toEqual({ ok: false, error: { code: 'invalid_url' } });
  });

  test('not over an entry that came between the look-up and the write', async () => {
    await using office = await start();
    office.elsewhere();
    const written = await office.provider.write(office.phone, { kind: 'absent' });
    expect(written).toEqual({ ok: false, error: { code: 'already_exists' } });
    expect(office.service.ours.get(mac)).toBe('Reception');
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
    office.elsewhere();
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
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ body }) => body.includes('redirect.checkDevice'),
    isWrite: ({ body }) => body.includes('redirect.registerDevice'),
    isStored: () => office.service.linkOf(mac) === url,
  };
});

test('a write is in doubt where the answer to making the server was lost', async () => {
  await using office = await start();
  office.service.plan('html', { where: ({ body }) => body.includes('addServer') });
  expect(await office.assign()).toEqual({ ok: false, error: { code: 'uncertain_write' } });
  expect(await office.assign()).toMatchObject({ ok: true });
});
