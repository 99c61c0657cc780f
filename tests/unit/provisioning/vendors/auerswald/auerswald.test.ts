import { describe, expect, it } from 'vitest';
import { auerswald } from '#server/provisioning/vendors/auerswald/auerswald.ts';
import { deskPhone } from '../../desk-phone.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['Auerswald COMfortel D-400 2.8A', 'D-400', '2.8A', undefined],
    ['Auerswald COMfortel D-400/2.6B-00000 (00:09:52:00:00:0E)', 'D-400', '2.6B-00000', '00095200000e'],
    ['COMfortel D-110', 'D-110', undefined, undefined],
    ['COMfortel_D210 2.8A 00095200000e', 'D-210', '2.8A', '00095200000e'],
    ['FONtevo COMfortel D-600 V2.4B', 'D-600', '2.4B', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(auerswald.identify(userAgent)).toEqual({ vendor: 'auerswald', model, firmware, mac });
  });

  it.each([
    '',
    'Auerswald',
    'COMfortel 3600 IP 2.8D',
    'COMfortel C-400',
    'COMfortel D-4000',
    'ALE M3-CE 2.11',
  ])('is not known from "%s"', (userAgent) => {
    expect(auerswald.identify(userAgent)).toBeUndefined();
  });
});

describe('the files that an Auerswald phone asks for', () => {
  const phone = deskPhone({ mac: '00095200000e', model: 'D-400' });

  it.each(['', '00095200000e.xml', '00095200000E.XML'])('"%s" is its own', (name) => {
    expect(auerswald.fileFor(name, phone)).toMatchObject({
      is: 'device',
      contentType: 'text/xml; charset=utf-8',
    });
  });

  it.each(['00095200000f.xml', '00095200000e.cfg', 'prov.xml', '<MACADR>.xml'])(
    '"%s" is not there',
    (name) => {
      expect(auerswald.fileFor(name, phone)).toBeUndefined();
    },
  );
});

describe('what is known of an Auerswald model', () => {
  it.each([
    ['D-100', 18, 6],
    ['COMfortel D-210', 18, 6],
    ['D-400', 20, 20],
    ['FONtevo D600', 40, 20],
  ])('%s has %i keys, %i at once', (model, keys, keysPerPage) => {
    expect(auerswald.shapeOf(model)).toMatchObject({ isKnown: true, keys, keysPerPage });
  });

  it.each(['D-900', '3600 IP', undefined, '', '__proto__'])('%s is not known, and gets six', (model) => {
    expect(auerswald.shapeOf(model)).toMatchObject({ isKnown: false, keys: 6 });
  });
});

describe('the name of a template’s setting', () => {
  it.each([
    ['userInterface/display/brightness', 'userInterface/display/brightness'],
    [' /userInterface/display/brightness ', 'userInterface/display/brightness'],
    ['identities/identity[1]/dtmfMethod', 'identities/identity[1]/dtmfMethod'],
    ['userInterface', undefined],
    ['userInterface//brightness', undefined],
    ['userInterface/../users', undefined],
    ['userInterface/a><b', undefined],
  ])('%s is %s', (text, name) => {
    expect(auerswald.extras.nameOf(text)).toBe(name);
  });
});
