import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import { polyZtp } from '#server/rps/providers/poly-ztp/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import { POLY_ACCOUNT, startPoly } from '../../../fakes/rps/poly-ztp.ts';
import { testFaults } from './fault-table.ts';
import { providerOf } from './provider-of.ts';

const mac = '0004f2aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/';
const { profileId } = POLY_ACCOUNT;

async function start({ timeoutMs = 20_000, credentials = POLY_ACCOUNT } = {}) {
  const service = await startPoly();
  const used = providerOf(polyZtp, { credentials, service, timeoutMs });
  const { provider } = used;
  const phone = { mac, url };
  return {
    ...{ service, provider, phone },
    assign: (mayReplace = true) => assignPhone({ provider, phone, mayReplace: () => mayReplace }),
    release: (wasWritten = true) => releasePhone({ provider, mac, isOurs: () => false, wasWritten }),
    calls: () => service.asked.map(({ method, path }) => `${method} ${path.replace('/v1', '')}`),
    [Symbol.asyncDispose]: async () => {
      used[Symbol.dispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

const refused = (code: string, vendorCode: string) => ({ ok: false, error: { code, vendorCode } });

describe('a phone is assigned', () => {
  test('by being put into the profile; the profile is not touched, and nothing is told of the link', async () => {
    await using office = await start();
    const profiles = new Map(office.service.profiles);
    expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true, remoteId: profileId } });
    expect(office.service.ours.get(mac)).toBe(profileId);
    expect(office.service.profiles).toEqual(profiles);
    expect(office.calls()).toEqual([`GET /devices/${mac}`, 'POST /devices', `GET /devices/${mac}`]);
    expect(office.service.asked.map(({ path, body }) => path + body).join()).not.toContain('token');
  });

  test('without a write where it is in the profile already', async () => {
    await using office = await start();
    office.service.ours.set(mac, profileId);
    expect(await office.assign(false)).toEqual({
      ok: true,
      value: { wasWritten: false, remoteId: profileId },
    });
    expect(office.calls()).toEqual([`GET /devices/${mac}`]);
  });

  test('out of another profile of the account only where that may be', async () => {
    await using office = await start();
    office.service.ours.set(mac, 'profile-2');
    expect(await office.assign(false)).toEqual({ ok: false, error: { code: 'already_exists' } });
    expect(office.service.ours.get(mac)).toBe('profile-2');
    expect(await office.assign()).toMatchObject({ ok: true, value: { remoteId: profileId } });
    expect(office.service.ours.get(mac)).toBe(profileId);
  });

  test('not if it is somebody else’s: it is taken from nobody', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.assign()).toEqual(refused('owned_by_other', '409'));
    expect(office.calls()).not.toContain(`DELETE /devices/${mac}`);
  });

  test('nor if the service says so at the look-up already: nothing is written', async () => {
    await using office = await start();
    office.service.reply(({ method }) => method === 'GET', { status: 409, body: '{"message":"Conflict"}' });
    expect(await office.assign()).toEqual({ ok: false, error: { code: 'owned_by_other' } });
    expect(office.calls()).toEqual([`GET /devices/${mac}`]);
  });
});

describe('a phone is released', () => {
  test('where it was put into the profile from here; once more, it is gone already', async () => {
    await using office = await start();
    await office.assign();
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'released' } });
    expect(office.service.ours.size).toBe(0);
    expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
    expect(await office.provider.remove(mac, { kind: 'ours' })).toEqual({ ok: true, value: undefined });
  });

  test('never where it was not, or has been moved to another profile since', async () => {
    await using office = await start();
    office.service.ours.set(mac, profileId);
    expect(await office.release(false)).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    office.service.ours.set(mac, 'profile-2');
    expect(await office.release()).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
    expect(office.service.ours.get(mac)).toBe('profile-2');
  });

  test('not if it is somebody else’s, or its MAC is none that the service knows', async () => {
    await using office = await start();
    office.service.foreign.add(mac);
    expect(await office.provider.remove(mac, { kind: 'ours' })).toEqual(refused('owned_by_other', '409'));
    const none = 'none' as MacAddress;
    expect(await office.provider.remove(none, { kind: 'ours' })).toEqual(refused('invalid_mac', '400'));
  });
});

test('credentials are tried without a change: a wrong key and a profile that there is not are told apart', async () => {
  await using office = await start();
  expect(await office.provider.checkCredentials()).toEqual({ ok: true, value: {} });
  expect(office.calls()).toEqual([`GET /profiles/${profileId}`]);
  await using stranger = await start({ credentials: { ...POLY_ACCOUNT, apiKey: 'another' } });
  expect(await stranger.provider.checkCredentials()).toEqual(refused('auth_failed', '401'));
  expect(await stranger.assign()).toEqual(refused('auth_failed', '401'));
  await using lost = await start({ credentials: { ...POLY_ACCOUNT, profileId: 'profile-9' } });
  expect(await lost.provider.checkCredentials()).toEqual(refused('not_found', '404'));
  expect(await lost.assign()).toEqual(refused('bad_response', '400'));
});

test.each([400, 403])('a wrong key is told by its words where its status is %i', async (status) => {
  await using office = await start();
  office.service.reply(() => true, { status, body: '{"message":"Unauthorized"}' });
  expect(await office.provider.lookup(mac)).toEqual(refused('auth_failed', `${status}`));
});

test.each<[answer: object, expected: object]>([
  [{ id: mac.toUpperCase(), profile: profileId }, { value: { kind: 'ours', isInPlace: true } }],
  [{ id: mac }, { value: { kind: 'ours', isInPlace: false } }],
  [{ id: '0004f2000000', profileid: profileId }, { error: { code: 'bad_response' } }],
  [{ profileid: profileId }, { error: { code: 'bad_response' } }],
])('a look-up that is answered with %j', async (answer, expected) => {
  await using office = await start();
  office.service.reply(() => true, { status: 200, body: JSON.stringify(answer) });
  expect(await office.provider.lookup(mac)).toMatchObject(expected);
});

test('credentials are checked by name, and nothing else is taken', () => {
  for (const wrong of [{ apiKey: 'a\nb' }, { apiKey: '' }, { profileId: '../devices' }, { more: 1 }])
    expect(polyZtp.credentials.safeParse({ ...POLY_ACCOUNT, ...wrong }).success).toBe(false);
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ method, path }) => method === 'GET' && path.endsWith(mac),
    isWrite: ({ method }) => method === 'POST',
    isStored: () => office.service.ours.get(mac) === profileId,
  };
});
