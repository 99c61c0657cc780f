import { describe, expect, it } from 'vitest';
import { htek } from '#server/provisioning/vendors/htek/htek.ts';
import { deskPhone } from '../../desk-phone.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['Htek UC903 2.0.4.2 00:1f:c1:1c:22:a9', 'UC903', '2.0.4.2', '001fc11c22a9'],
    ['Htek UC926E 2.0.4.4.58 001FC11C22A9', 'UC926E', '2.0.4.4.58', '001fc11c22a9'],
    ['Htek UC924 V2.0.4.6.41', 'UC924', '2.0.4.6.41', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(htek.identify(userAgent)).toEqual({ vendor: 'htek', model, firmware, mac });
  });

  it.each(['', 'Htek', 'Htek UC903', 'Htek UC903 2.0.4.2 00:1f:c1:1c:22', 'Yealink SIP-T46S 66.86.0.15'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(htek.identify(userAgent)).toBeUndefined();
    },
  );
});

describe('the files that an Htek asks for', () => {
  const phone = deskPhone({ mac: '001fc11c22a9', model: 'UC926' });

  it.each(['cfg0010.xml', 'cfg0012.xml', 'cfg0019.xml', 'cfg001fc11c22a9', 'factory0001.bin', ''])(
    '"%s" is not there, or the phone would stop at it',
    (name) => {
      expect(htek.fileFor(name, phone)).toBeUndefined();
    },
  );

  it.each(['cfg001fc11c22a9.xml', 'CFG001FC11C22A9.XML'])('%s is the phone’s own', (name) => {
    expect(htek.fileFor(name, phone)).toMatchObject({ is: 'device', contentType: 'text/xml; charset=utf-8' });
  });
});

describe('what is known of an Htek’s model', () => {
  it.each([
    ['UC926', 36, 9],
    ['uc924e', 28, 7],
    ['UC912G', 12, 3],
    ['UC802', 0, 0],
  ])('%s has %i keys, %i of them at once', (model, keys, keysPerPage) => {
    expect(htek.shapeOf(model)).toMatchObject({ isKnown: true, keys, keysPerPage });
  });

  it.each(['UC999', undefined, '', '__proto__'])('%s is not known, and gets two keys', (model) => {
    expect(htek.shapeOf(model)).toMatchObject({ isKnown: false, keys: 2 });
  });
});
