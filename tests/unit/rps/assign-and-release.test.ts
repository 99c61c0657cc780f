import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import type { RpsPhone } from '#server/rps/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import type { RpsErrorCode } from '#server/rps/rps-error.ts';
import { type MemoryProvider, memoryProvider } from '../../fakes/rps/memory-provider.ts';

const mac = '001565aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/';
const elsewhere = 'https://elsewhere.example/';
const phone: RpsPhone = { mac, url };

const assign = (provider: MemoryProvider, more: Partial<RpsPhone> = {}, mayReplace = () => true) =>
  assignPhone({ provider, phone: { ...phone, ...more }, mayReplace });
const release = (provider: MemoryProvider, wasWritten = false) =>
  releasePhone({ provider, mac, isOurs: (stored) => stored === url, wasWritten });
const refused = (code: RpsErrorCode) => ({ ok: false, error: { code } });

describe('a phone is assigned', () => {
  test('by a look-up, a write and a look that it is there', async () => {
    const provider = memoryProvider();
    const assigned = await assign(provider);
    expect(assigned).toEqual({ ok: true, value: { wasWritten: true, remoteId: `id-${mac}`, pin: '12345' } });
    expect(provider.stored.get(mac)).toBe(url);
    expect(provider.steps).toEqual(['lookup', 'write', 'lookup']);
  });

  test('without a write where its link stands there already, in whatever spelling', async () => {
    const provider = memoryProvider();
    provider.stored.set(mac, 'https://PHONES.example:443/p/token/');
    expect(await assign(provider)).toMatchObject({ ok: true, value: { wasWritten: false } });
    expect(provider.steps).toEqual(['lookup']);
  });

  test('over another link of the same account only where that may be, and it is told which', async () => {
    const provider = memoryProvider();
    provider.stored.set(mac, elsewhere);
    expect(await assign(provider, {}, () => false)).toMatchObject(refused('already_exists'));
    expect(provider.stored.get(mac)).toBe(elsewhere);
    expect(await assign(provider)).toMatchObject({ ok: true, value: { formerUrl: elsewhere } });
  });

  test('never where it is somebody else’s: not even tried where the service tells so', async () => {
    const provider = memoryProvider();
    provider.foreign.add(mac);
    expect(await assign(provider)).toEqual(refused('owned_by_other'));
    expect(provider.steps).toEqual(['lookup']);
    const blind = memoryProvider({ seesForeignOwner: false });
    blind.foreign.add(mac);
    expect(await assign(blind)).toEqual(refused('owned_by_other'));
  });

  test('if a write that was not answered turns out to be done', async () => {
    const provider = memoryProvider();
    provider.fail('write', 'uncertain_write', { done: true });
    expect(await assign(provider)).toMatchObject({ ok: true, value: { wasWritten: true } });
    expect(provider.steps).toEqual(['lookup', 'write', 'lookup']);
  });

  test('not if it was not done, or nobody can tell: the next attempt looks before it writes', async () => {
    const provider = memoryProvider();
    provider.fail('write', 'uncertain_write');
    expect(await assign(provider)).toMatchObject(refused('uncertain_write'));
    provider.fail('write', 'uncertain_write', { done: true });
    provider.fail('lookup', 'unreachable', { nth: 2 });
    expect(await assign(provider)).toMatchObject(refused('uncertain_write'));
    provider.steps.length = 0;
    expect(await assign(provider)).toMatchObject({ ok: true, value: { wasWritten: false } });
    expect(provider.steps).toEqual(['lookup']);
  });

  test('not if the service says yes and has it not', async () => {
    const provider = memoryProvider();
    const { write } = provider;
    provider.write = async (one, known) => {
      const answer = await write(one, known);
      provider.stored.delete(mac);
      return answer;
    };
    expect(await assign(provider)).toMatchObject(refused('bad_response'));
  });

  describe('where the service does not tell the link', () => {
    test('if it is ours after the write', async () => {
      expect(await assign(memoryProvider({ readsLink: false }))).toMatchObject({ ok: true });
    });

    test('by a write though it is ours already: nobody knows what was written', async () => {
      const provider = memoryProvider({ readsLink: false });
      provider.stored.set(mac, elsewhere);
      expect(await assign(provider)).toMatchObject({ ok: true, value: { wasWritten: true } });
      expect(provider.stored.get(mac)).toBe(url);
    });

    test('not by a write in doubt: that it is ours says nothing of the link', async () => {
      const provider = memoryProvider({ readsLink: false });
      provider.stored.set(mac, elsewhere);
      provider.fail('write', 'uncertain_write');
      expect(await assign(provider)).toMatchObject(refused('uncertain_write'));
      expect(await assign(provider)).toMatchObject({ ok: true, value: { wasWritten: true } });
    });
  });

  test('without a serial number only where it is in the account already', async () => {
    const provider = memoryProvider({ needsSerial: true });
    expect(await assign(provider)).toEqual(refused('serial_required'));
    expect(await assign(provider, { serial: '1' })).toMatchObject({ ok: true });
    const known = memoryProvider({ needsSerial: true });
    known.stored.set(mac, elsewhere);
    expect(await assign(known)).toMatchObject({ ok: true });
  });

  test.each<
    [why: string, code: RpsErrorCode, can: Parameters<typeof memoryProvider>[0], more: Partial<RpsPhone>]
  >([
    ['a MAC-ID is needed', 'serial_required', { needsMacId: true }, { serial: '1' }],
    ['a query would be dropped', 'invalid_url', { keepsQuery: false }, { url: `${url}?t=1` }],
    ['the scheme is not taken', 'invalid_url', { urlSchemes: ['https'] }, { url: 'http://phones.example/' }],
    ['it is no link', 'invalid_url', {}, { url: 'phones.example' }],
    ['the link holds a password', 'invalid_url', {}, { url: 'https://a:b@phones.example/' }],
  ])('never where %s: nothing is asked', async (...[, code, can, more]) => {
    const provider = memoryProvider(can);
    expect(await assign(provider, more)).toMatchObject(refused(code));
    expect(provider.steps).toEqual([]);
  });
});

describe('a phone is released', () => {
  test('where its link is ours, and it is looked whether it is gone', async () => {
    const provider = memoryProvider();
    provider.stored.set(mac, url);
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'released', url } });
    expect(provider.steps).toEqual(['lookup', 'remove', 'lookup']);
  });

  test('never where the link leads elsewhere, or it is somebody else’s', async () => {
    const provider = memoryProvider();
    provider.stored.set(mac, elsewhere);
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'kept', why: 'other_link' } });
    provider.stored.delete(mac);
    provider.foreign.add(mac);
    expect(await release(provider)).toEqual({ ok: true, value: { kind: 'kept', why: 'foreign' } });
    expect(provider.steps).toEqual(['lookup', 'lookup']);
  });

  test('where the service does not tell the link: only if it was written from here', async () => {
    const provider = memoryProvider({ readsLink: false });
    provider.stored.set(mac, elsewhere);
    expect(await release(provider, false)).toMatchObject({ value: { kind: 'kept' } });
    expect(await release(provider, true)).toMatchObject({ value: { kind: 'released' } });
  });

  test('and one that is gone already is no error', async () => {
    expect(await release(memoryProvider())).toEqual({ ok: true, value: { kind: 'absent' } });
  });

  test('if an answer was lost but the entry is gone; not if it still stands', async () => {
    const provider = memoryProvider();
    provider.stored.set(mac, url);
    provider.fail('remove', 'uncertain_write');
    expect(await release(provider)).toMatchObject(refused('uncertain_write'));
    provider.fail('remove', 'uncertain_write', { done: true });
    expect(await release(provider)).toMatchObject({ value: { kind: 'released' } });
  });
});
