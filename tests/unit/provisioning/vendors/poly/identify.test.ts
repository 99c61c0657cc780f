import { describe, expect, it } from 'vitest';
import { identifyPoly } from '#server/provisioning/vendors/poly/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['FileTransport PolycomVVX-VVX_400-UA/4.1.4.7430 Type/Application', 'VVX 400', '4.1.4.7430', undefined],
    [
      'FileTransport PolycomVVX-VVX_411-UA/5.9.0.9373 (SN:482567b5313f) Type/Application',
      'VVX 411',
      '5.9.0.9373',
      '482567b5313f',
    ],
    ['FileTransport PolycomVVX-VVX_411-UA/5.9.5.2000 Type/Updater', 'VVX 411', undefined, undefined],
    [
      'FileTransport PolyCCX-CCX_600-UA/8.0.2.3267 (SN:64167F0012AB) Type/Application',
      'CCX 600',
      '8.0.2.3267',
      '64167f0012ab',
    ],
    [
      'FileTransport PolyEdge-Edge_E450-UA/8.0.0.15602 Type/Application',
      'Edge E450',
      '8.0.0.15602',
      undefined,
    ],
    ['FileTransport PolycomSoundPointIP-SPIP_335-UA/3.2.1.0078', 'SPIP 335', '3.2.1.0078', undefined],
    ['PolycomVVX-VVX_411-UA/5.9.0.9373', 'VVX 411', '5.9.0.9373', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyPoly(userAgent)).toEqual({ vendor: 'poly', model, firmware, mac });
  });

  it.each(['', 'FileTransport', 'Polycom', 'FileTransport PolycomVVX', 'Fanvil X4 2.10.2.6887 0c383e07e16c'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(identifyPoly(userAgent)).toBeUndefined();
    },
  );
});
