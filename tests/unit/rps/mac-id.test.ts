import { expect, test } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { macIdOf } from '#server/rps/mac-id.ts';

const mac = '7c2f80aabbcc' as MacAddress;

test.each(['7C2F80AABBCC-X7T1', '7c2f80aabbcc-x7t1', ' 7C2F80AABBCC X7T1 ', '7C2F80AABBCCX7T1', 'x7t1'])(
  'the MAC-ID that is printed as "%s"',
  (serial) => {
    expect(macIdOf(mac, serial)).toBe('7C2F80AABBCC-X7T1');
  },
);

test.each([
  ['nothing', null],
  ['another phone’s', '7C2F80000000-X7T1'],
  ['the MAC alone', '7C2F80AABBCC'],
  ['a serial number', 'SN8001'],
  ['a code that is too long', '7C2F80AABBCC-X7T12'],
])('%s is none', (_, serial) => {
  expect(macIdOf(mac, serial)).toBeUndefined();
});
