import { describe, expect, it } from 'vitest';
import { identifySnom } from '#server/provisioning/vendors/snom/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    [
      'Mozilla/4.0 (compatible; snomD785-SIP 10.1.33.33 2010.12-00004-g9ba52f5 000413922D24 SXM:0 UXM:0)',
      ...['D785', '10.1.33.33', '000413922d24'],
    ],
    [
      'Mozilla/4.0 (compatible; snom710-SIP 8.7.5.35 1.1.5-IFX-05.01.12 000413741767)',
      ...['710', '8.7.5.35', '000413741767'],
    ],
    ['Mozilla/4.0 (compatible; snom320-SIP 8.4.18 1.1.3-s)', '320', '8.4.18', undefined],
    ['Mozilla/4.0 (compatible; snomPA1-SIP 8.4.35 1.1.3-s)', 'PA1', '8.4.35', undefined],
    [
      'Mozilla/4.0 (compatible; Snom M900 05.20.0001 000413b60680)',
      ...['M900', '05.20.0001', '000413b60680'],
    ],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifySnom(userAgent)).toEqual({ vendor: 'snom', model, firmware, mac });
  });

  it.each([
    '',
    'curl/8.0',
    'Mozilla/4.0 (compatible; snom lid 3605)',
    'Yealink SIP-T46S 66.86.0.15',
    'Mozilla/5.0 (X11; Linux) snomD785-SIP 10.1.33.33',
  ])('is not known from "%s"', (userAgent) => {
    expect(identifySnom(userAgent)).toBeUndefined();
  });
});
