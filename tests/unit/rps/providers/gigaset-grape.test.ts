import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { gigasetGrape } from '#server/rps/providers/gigaset-grape/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { startGrape } from '../../../fakes/rps/gigaset-grape.ts';
import { startSraps } from '../../../fakes/rps/snom-sraps.ts';
import { testFaults } from './fault-table.ts';
import { providerOf } from './provider-of.ts';

const mac = '7c2f80aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/';
const elsewhere = 'https://elsewhere.example/';
const credentials = { keyId: 'key-id', keySecret: 'key-secret' };
const entryPath = `/api/v1/companies/7/endpoints/${mac}`;

async function start({ timeoutMs = 20_000, keySecret = credentials.keySecret, serve = startGrape } = {}) {
  const service = await serve({ clock: new FakeClock() });
  const used = providerOf(gigasetGrape, {
    credentials: { ...credentials, keySecret },
    ...{ service, timeoutMs },
  });
  const { provider } = used;
  const phone = { mac, url };
  return {
    ...{ service, provider, phone },
    assign: (mayReplace = true) => assignPhone({ provider, phone, mayReplace: () => mayReplace }),
    release: () => releasePhone({ provider, mac, isOurs: (stored) => stored === url, wasWritten: false }),
    [Symbol.asyncDispose]: async () => {
      used[Symbol.dispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

const isEntry =
  (method: string) =>
  (asked: { method: string; path: string }): boolean =>
    asked.method === method && asked.path === entryPath;

describe('a Gigaset', () => {
  test('is assigned by the setting that is called ProvisioningServer, and released', async () => {
    await using office = await start();
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
    expect(office.service.ours.get(mac)).toEqual({ url });
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: false } });
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released', url } });
    expect(office.service.ours.size).toBe(0);
  });

  test('is not taken from anybody, nor let go where it leads elsewhere', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.assign()).toMatchObject({ error: { code: 'owned_by_other' } });
    office.service.foreign.clear();
    office.service.ours.set(mac, { url: elsewhere });
    expect(await office.assign(false)).toMatchObject({ error: { code: 'already_exists' } });
    expect(await office.release()).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    expect(office.service.ours.get(mac)?.url).toBe(elsewhere);
  });

  test('cannot be assigned at a service that has no such setting: nothing is written', async () => {
    await using office = await start({ serve: startSraps });
    expect(await office.assign()).toEqual({ ok: false, error: { code: 'unsupported' } });
    expect(office.service.ours.size).toBe(0);
  });
});

test('credentials are tried without a change, and wrong ones are told apart', async () => {
  await using office = await start();
  expect(await office.provider.checkCredentials()).toMatchObject({ ok: true });
  expect(office.service.asked.every(({ method }) => method === 'GET')).toBe(true);
  await using stranger = await start({ keySecret: 'another' });
  const refused = { ok: false, error: { code: 'auth_failed', vendorCode: '401' } };
  expect(await stranger.provider.checkCredentials()).toEqual(refused);
  expect(await stranger.assign()).toEqual(refused);
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: isEntry('GET'),
    isWrite: isEntry('PUT'),
    isStored: () => office.service.ours.get(mac)?.url === url,
  };
});
