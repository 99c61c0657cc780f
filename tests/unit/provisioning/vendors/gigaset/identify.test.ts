import { describe, expect, it } from 'vitest';
import { identifyGigaset } from '#server/provisioning/vendors/gigaset/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    [
      'Gigaset N870 IP PRO/83.V2.11.0+build.a546b91;7C2F80E0D605',
      ...['N870', '83.V2.11.0+build.a546b91', '7c2f80e0d605'],
    ],
    [
      'Gigaset N610 IP PRO/83.V2.64.0-160-g758db0bf;589EC67C2479;Handset=20',
      ...['N610', '83.V2.64.0-160-g758db0bf', '589ec67c2479'],
    ],
    ['Gigaset N870 VI PRO/83.V2.43.0+build.5f0a106', 'N870', '83.V2.43.0+build.5f0a106', undefined],
    ['N510 IP PRO/42.258.00.000.000;7C2F806257D7', 'N510', '42.258.00.000.000', '7c2f806257d7'],
    ['N720-DM-PRO/70.040.00.000.000', 'N720', '70.040.00.000.000', undefined],
    ['Gigaset Maxwell 3/2.22.4;7C2F8030D21E', 'Maxwell 3', '2.22.4', '7c2f8030d21e'],
    ['Mozilla/4.0 (compatible; GigasetP850-SIP 3.15.11 14B370112233)', 'P850', '3.15.11', '14b370112233'],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyGigaset(userAgent)).toEqual({ vendor: 'gigaset', model, firmware, mac });
  });

  it.each([
    '',
    'curl/8.0',
    'Nokia/1.0',
    'Gigaset',
    'Mozilla/4.0 (compatible; snomD785-SIP 10.1.33.33)',
    'Mitel6940 MAC:14-00-E9-1B-45-24 V:6.4.0.140-SIP',
  ])('is not known from "%s"', (userAgent) => {
    expect(identifyGigaset(userAgent)).toBeUndefined();
  });
});
