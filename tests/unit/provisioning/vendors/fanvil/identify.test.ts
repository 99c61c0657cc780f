import { describe, expect, it } from 'vitest';
import { identifyFanvil } from '#server/provisioning/vendors/fanvil/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['Fanvil X4 2.10.2.6887 0c383e07e16c', 'X4', '2.10.2.6887', '0c383e07e16c'],
    ['Fanvil X6U Pro 0.0.10 0c383e2cd782', 'X6U Pro', '0.0.10', '0c383e2cd782'],
    ['Fanvil X5U-V2 2.12.16.17 0c383e557eb1', 'X5U-V2', '2.12.16.17', '0c383e557eb1'],
    ['Fanvil i10SV 2.12.10.1 0c383e2397f4', 'i10SV', '2.12.10.1', '0c383e2397f4'],
    ['Fanvil V67 2.6.6.187 0C:38:3E:2B:29:E6', 'V67', '2.6.6.187', '0c383e2b29e6'],
    ['Fanvil X210i-Pro 2.12.1.3', 'X210i-Pro', '2.12.1.3', undefined],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyFanvil(userAgent)).toEqual({ vendor: 'fanvil', model, firmware, mac });
  });

  it.each(['', 'Fanvil', 'Fanvil X4', 'Yealink SIP-T46S 66.86.0.15', 'Fanvil X4 2.10 not-a-mac'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(identifyFanvil(userAgent)).toBeUndefined();
    },
  );
});
