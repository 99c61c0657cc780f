import { describe, expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { assignPhone } from '#server/rps/assign-phone.ts';
import type { PanasonicAnswer } from '#server/rps/providers/panasonic/api-types.ts';
import { answerOf, doneOf, entryOf, goneOf, placeOf } from '#server/rps/providers/panasonic/mapper.ts';
import { panasonic } from '#server/rps/providers/panasonic/provider.ts';
import { releasePhone } from '#server/rps/release-phone.ts';
import { decodeResponse } from '#server/rps/xml-rpc/decode-response.ts';
import { PANASONIC_ACCOUNT, startPanasonic } from '../../../fakes/rps/panasonic.ts';
import { readCall } from '../../../fakes/rps/xml-rpc-server.ts';
import { testFaults } from './fault-table.ts';
import { xmlRpcOffice } from './xml-rpc-office.ts';

const mac = 'bcc342aabbcc' as MacAddress;
const url = 'https://phones.example/p/token/';
const link = `${url}${mac}.cfg`;
const elsewhere = 'https://elsewhere.example/{MODEL}.cfg?a=1&b=<2>';

type Options = { timeoutMs?: number; password?: string; saysRefusalAs?: 'fault' | 'struct' };

async function start({ timeoutMs = 20_000, saysRefusalAs = 'fault', ...more }: Options = {}) {
  const service = await startPanasonic({ saysRefusalAs });
  const credentials = { ...PANASONIC_ACCOUNT, ...more };
  const office = xmlRpcOffice(panasonic, { credentials, service, timeoutMs, prefix: 'ipredirect.' });
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

describe.each(['fault', 'struct'] as const)(
  'a phone at a service that refuses with a %s',
  (saysRefusalAs) => {
    test('is assigned where nobody has it: its file is stored, and read back as its folder', async () => {
      await using office = await start({ saysRefusalAs });
      expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: true } });
      expect(office.service.ours.get(mac)).toBe(link);
      expect(office.calls()).toEqual(['checkPhones', 'registerPhone', 'checkPhones', 'getPhone']);
      expect(readCall(office.service.asked[1]?.body ?? '')?.parameters).toEqual(['BCC342AABBCC', link]);
    });

    test('is never taken from somebody else: it is not tried, and refused where it is', async () => {
      await using office = await start({ saysRefusalAs });
      office.service.foreign.add(mac);
      expect(await office.assign()).toEqual({ ok: false, error: { code: 'owned_by_other' } });
      expect(office.calls()).toEqual(['checkPhones']);
      const refused = { ok: false, error: { code: 'owned_by_other', vendorCode: '202' } };
      expect(await office.provider.write(office.phone, { kind: 'absent' })).toEqual(refused);
      expect(await office.provider.remove(mac, { kind: 'ours' })).toEqual(refused);
      expect(office.service.ours.size).toBe(0);
    });

    test('is released where its link is ours; once more, it is gone already', async () => {
      await using office = await start({ saysRefusalAs });
      await office.assign();
      expect(await office.release()).toEqual({ ok: true, value: { kind: 'released', url } });
      expect(office.service.ours.size).toBe(0);
      expect(await office.release()).toEqual({ ok: true, value: { kind: 'absent' } });
      expect(await office.provider.remove(mac, { kind: 'ours' })).toEqual({ ok: true, value: undefined });
    });

    test('with a link that is none is refused with the service’s code', async () => {
      await using office = await start({ saysRefusalAs });
      const phone = { mac, url: 'ftp://phones.example/' };
      expect(await office.provider.write(phone, { kind: 'absent' })).toEqual({
        ok: false,
        error: { code: 'invalid_url', vendorCode: '100' },
      });
    });
  },
);

test('a phone is not written again where its link stands there already', async () => {
  await using office = await start();
  office.service.ours.set(mac, link);
  expect(await office.assign()).toEqual({ ok: true, value: { wasWritten: false } });
  expect(office.calls()).toEqual(['checkPhones', 'getPhone']);
});

test('another link of the account is replaced only where that may be, and never released', async () => {
  await using office = await start();
  office.service.ours.set(mac, elsewhere);
  expect(await office.release()).toMatchObject({ value: { kind: 'kept', why: 'other_link' } });
  expect(await office.assign(false)).toEqual({
    ok: false,
    error: { code: 'already_exists', foundUrl: elsewhere },
  });
  expect(office.service.ours.get(mac)).toBe(elsewhere);
  expect(await office.assign()).toMatchObject({ ok: true, value: { formerUrl: elsewhere } });
  expect(office.service.ours.get(mac)).toBe(link);
});

test('a look-up tells when the phone last asked', async () => {
  await using office = await start();
  office.service.ours.set(mac, link);
  expect(await office.provider.lookup(mac)).toEqual({
    ok: true,
    value: { kind: 'ours', url, lastSeenAt: new Date('2026-07-12T06:08:35Z') },
  });
});

test('credentials are tried without a change, and wrong ones are told apart', async () => {
  await using office = await start();
  office.service.ours.set(mac, elsewhere);
  expect(await office.provider.checkCredentials()).toEqual({ ok: true, value: {} });
  expect(office.calls()).toEqual(['checkPhones']);
  await using stranger = await start({ password: 'wrong' });
  const refused = { ok: false, error: { code: 'auth_failed', vendorCode: '401' } };
  expect(await stranger.provider.checkCredentials()).toEqual(refused);
  expect(await stranger.assign()).toEqual(refused);
  expect(await stranger.release()).toEqual(refused);
});

const refused = (code: number): PanasonicAnswer => ({ kind: 'refused', code });
const told = (value: Extract<PanasonicAnswer, { kind: 'told' }>['value']): PanasonicAnswer => ({
  ...{ kind: 'told', value },
});
const state = (faultCode: number | string) => told([new Map([['faultCode', faultCode]])]);

test.each([
  [state(0), { value: 'registered' }],
  [state('201'), { value: 'absent' }],
  [state(202), { value: 'foreign' }],
  [refused(203), { value: 'foreign' }],
  [state(200), { error: { code: 'invalid_mac', vendorCode: '200' } }],
  [refused(1), { error: { code: 'bad_response', vendorCode: '1' } }],
  [told([]), { error: { code: 'bad_response' } }],
  [told(true), { error: { code: 'bad_response' } }],
])('where a phone stands, by %o', (answer, expected) => {
  expect(placeOf(answer)).toMatchObject(expected);
});

test.each([
  [told(new Map([['url', link]])), { value: { kind: 'ours', url } }],
  [told(new Map([['mac', 'BCC342AABBCC']])), { error: { code: 'bad_response' } }],
  [refused(203), { value: { kind: 'foreign' } }],
  [refused(201), { value: { kind: 'absent' } }],
  [refused(-32_601), { error: { code: 'bad_response', vendorCode: '-32601' } }],
])('what stands there, by %o', (answer, expected) => {
  expect(entryOf(mac, answer)).toMatchObject(expected);
});

test('an entry without a link has none', () => {
  expect(entryOf(mac, told(new Map([['url', ' ']])))).toEqual({ ok: true, value: { kind: 'ours' } });
});

test.each([
  [told(true), { ok: true }, { ok: true }],
  [refused(201), { error: { code: 'invalid_mac' } }, { ok: true }],
  [refused(203), { error: { code: 'owned_by_other' } }, { error: { code: 'owned_by_other' } }],
  // What is neither may have been done.
  [told(false), { error: { code: 'uncertain_write' } }, { error: { code: 'uncertain_write' } }],
  [told([]), { error: { code: 'uncertain_write' } }, { error: { code: 'uncertain_write' } }],
])('what became of a write, and of a removal, by %o', (answer, written, removed) => {
  expect(doneOf(answer)).toMatchObject(written);
  expect(goneOf(answer)).toMatchObject(removed);
});

/** As the maker's document writes them, by EasyOfficePhone/panasonic_rcs. */
test.each([
  ['<params> <param> <value><boolean>1</boolean></value> </param> </params>', told(true)],
  [
    '<fault> <value><struct> <member> <name>faultCode</name> <value><int>203</int></value> </member> <member> ' +
      '<name>faultString</name> <value><string>08F0C0123456: You are not owner of the phone.</string></value> ' +
      '</member> </struct></value></fault>',
    refused(203),
  ],
])('%s is read', (content, answer) => {
  const response = decodeResponse(
    `<?xml version="1.0" encoding="UTF-8"?> <methodResponse> ${content} </methodResponse>`,
  );
  expect(response.ok && answerOf(response.value)).toEqual(answer);
});

testFaults(async ({ timeoutMs }) => {
  const office = await start({ timeoutMs });
  return {
    ...office,
    isLookup: ({ body }) => body.includes('ipredirect.checkPhones'),
    isWrite: ({ body }) => body.includes('ipredirect.registerPhone'),
    isStored: () => office.service.ours.get(mac) === link,
  };
});
