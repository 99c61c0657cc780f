import { describe, expect, it } from 'vitest';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { parseMac } from '#server/hotdesk/parse-mac.ts';
import { vendorNamed, vendorOfMac } from '#server/hotdesk/vendors.ts';

describe('the maker that a MAC address hints at', () => {
  it.each([
    ['00:15:65:00:00:01', 'yealink'],
    ['80-5E-0C-00-00-01', 'yealink'],
    ['0C383E000001', 'fanvil'],
    ['e0e656000001', 'fanvil'],
    ['C0:74:AD:11:22:33', 'grandstream'],
    ['0004F2000001', 'poly'],
    ['0021A0000001', 'cisco'],
    ['000E08000001', 'cisco'],
    ['001FC11C22A9', 'htek'],
    ['3c28a620089e', 'ale'],
    ['00:09:52:00:00:0e', 'auerswald'],
    ['1400E91B4524', 'mitel'],
    ['0080F0C8C381', 'panasonic'],
    ['BC:C3:42:00:00:01', 'panasonic'],
    ['020000000001', undefined],
  ])('%s: %s', (mac, vendor) => {
    expect(vendorOfMac(parseMac(mac) as MacAddress)).toBe(vendor);
  });

  it('is Gigaset’s in its parts of Snom’s block, and Snom’s in the rest', () => {
    const of = (mac: string) => vendorOfMac(mac as MacAddress);
    expect(['000413e20001', '000413e70001', '000413922d24', '00087b000001'].map(of)).toEqual([
      'gigaset',
      'gigaset',
      'snom',
      'snom',
    ]);
    expect(of('00acdc000001')).toBeUndefined();
    expect(of('00acdce30001')).toBe('gigaset');
  });
});

describe('the maker that a text begins with', () => {
  it.each([
    ['yealink', 'yealink'],
    ['Grandstream GRP2612W 1.0.5.67', 'grandstream'],
    ['Polycom', 'poly'],
    ['Alcatel-Lucent Enterprise', 'ale'],
    ['PLANET', 'fanvil'],
    ['COMfortel D-400', 'auerswald'],
    ['FONtevo', 'auerswald'],
    ['Panasonic_KX-UT670/01.022', 'panasonic'],
    ['Linksys/SPA-942', 'cisco'],
    ['OEM', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('%s: %s', (text, vendor) => {
    expect(vendorNamed(text)).toBe(vendor);
  });
});
