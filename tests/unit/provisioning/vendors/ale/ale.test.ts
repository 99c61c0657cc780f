import { describe, expect, it } from 'vitest';
import { ale } from '#server/provisioning/vendors/ale/ale.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { deskPhone } from '../../desk-phone.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['ALE M3-CE 2.11.01.1604 3c28a620089e', 'M3', '2.11.01.1604', '3c28a620089e'],
    ['ALE 8028s-GE 1.51.52.2204 487A55023075', '8028s', '1.51.52.2204', '487a55023075'],
    ['ALE H3P 2.10.00.0001 3c28a6200088', 'H3P', '2.10.00.0001', '3c28a6200088'],
    ['ALE M7-CE 2.13.02.1604', 'M7', '2.13.02.1604', undefined],
    ['Alcatel IP Touch 4028/2.01.20', '4028', '2.01.20', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(ale.identify(userAgent)).toEqual({ vendor: 'ale', model, firmware, mac });
  });

  it.each(['', 'ALE', 'ALE M3-CE', 'ALE M3-CE 2.11.01.1604 3c28a6', 'Yealink SIP-T46S 66.86.0.15'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(ale.identify(userAgent)).toBeUndefined();
    },
  );
});

describe('the files that an ALE phone asks for', () => {
  const phone = deskPhone({ mac: '3c28a620089e', model: 'M3' });

  it.each(['config.xml', 'config.3c28a620089f.xml', 'config.M3.cfg', 'sipconfig.txt', 'M3.bin', ''])(
    '"%s" is not there',
    (name) => {
      expect(ale.fileFor(name, phone)).toBeUndefined();
    },
  );

  it.each(['config.3c28a620089e.xml', 'config.3C28A620089E.xml'])('%s is the phone’s own', (name) => {
    expect(ale.fileFor(name, phone)).toMatchObject({ is: 'device', contentType: 'text/xml; charset=utf-8' });
  });

  it.each(['config.M3.xml', 'config.8028s-GE.xml', 'config.h3p.xml'])(
    '%s tells a stranger nothing',
    (name) => {
      const file = ale.fileFor(name, phone);
      expect(file?.is).toBe('common');
      expect(readXml(file?.text ?? '')).toMatchObject({ name: 'settings', children: [] });
    },
  );
});

describe('what is known of an ALE model', () => {
  it.each([
    ['M3', 'Myriad', 20],
    ['M7-CE', 'Myriad', 28],
    ['H3P', 'Halo', 2],
    ['8028s', '80x8s', 6],
    ['8028s-GE', '80x8s', 6],
  ])('%s is a %s with %i keys', (model, family, keys) => {
    expect(ale.shapeOf(model)).toMatchObject({ isKnown: true, family, keys });
  });

  it.each(['M9', '4028', undefined, '', '__proto__'])('%s is not known, and gets two keys', (model) => {
    expect(ale.shapeOf(model)).toMatchObject({ isKnown: false, keys: 2 });
  });
});

it('is led by sub-option 66 of option 43, each class of phones by its own name', () => {
  const base = 'http://192.0.2.10/p/token/';
  expect(ale.dhcpOptions(base)).toContainEqual({
    code: 43,
    subOption: 66,
    vendorClass: 'aledevice',
    value: base,
  });
});
