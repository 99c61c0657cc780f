import { describe, expect, it } from 'vitest';
import { identifyGrandstream } from '#server/provisioning/vendors/grandstream/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['Grandstream Model HW GRP2614 SW 1.0.5.15 DevId c074ad0b63ee', 'GRP2614', '1.0.5.15', 'c074ad0b63ee'],
    [
      'Grandstream Model HW GXV3240 V1.6B SW 1.0.1.27 DevId 000b82632815',
      'GXV3240',
      '1.0.1.27',
      '000b82632815',
    ],
    [
      'Grandstream Model HW GXV3350  V1.3A SW 1.0.1.8 DevId c074ad150b88',
      'GXV3350',
      '1.0.1.8',
      'c074ad150b88',
    ],
    ['Grandstream Model HW HT801 V1.1A SW 1.0.17.5 DevId C074AD273A10', 'HT801', '1.0.17.5', 'c074ad273a10'],
    [
      'Grandstream GXP2000 (gxp2000e.bin:1.2.5.3/boot55e.bin:1.1.6.9) DevId 000b822726c8',
      'GXP2000',
      '1.2.5.3',
      '000b822726c8',
    ],
    ['Grandstream GRP2612W 1.0.5.67', 'GRP2612W', '1.0.5.67', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyGrandstream(userAgent)).toEqual({ vendor: 'grandstream', model, firmware, mac });
  });

  it.each([
    '',
    'Grandstream',
    'Grandstream Model HW GRP2614',
    'Grandstream Model HW GRP2614 SW 1.0.5.15 DevId c074ad0b63',
    'Yealink SIP-T46S 66.86.0.15',
  ])('is not known from "%s"', (userAgent) => {
    expect(identifyGrandstream(userAgent)).toBeUndefined();
  });
});
