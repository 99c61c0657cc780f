import { describe, expect, it } from 'vitest';
import { identifyYealink } from '#server/provisioning/vendors/yealink/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['Yealink SIP-T31G 124.85.257.55 80:5e:c0:d5:7d:72', 'T31G', '124.85.257.55', '805ec0d57d72'],
    ['Yealink SIP-T56A 58.80.0.25 001565f429a4', 'T56A', '58.80.0.25', '001565f429a4'],
    ['Yealink-T46G 28.71.0.81 28.1.0.128.0.0.0', 'T46G', '28.71.0.81', undefined],
    ['Yealink SIP-T46S 66.86.0.15', 'T46S', '66.86.0.15', undefined],
    ['Yealink W90DM 130.87.0.10 80:5E:C0:00:11:22', 'W90DM', '130.87.0.10', '805ec0001122'],
    ['yealink SIP-T53W 96.86.0.45 80:5e:0c:00:00:01', 'T53W', '96.86.0.45', '805e0c000001'],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyYealink(userAgent)).toEqual({ vendor: 'yealink', model, firmware, mac });
  });

  it.each(['', 'curl/8.0', 'Fanvil X4 2.10.2.6887 0c383e07e16c', 'Yealink', 'Yealink SIP-T46S'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(identifyYealink(userAgent)).toBeUndefined();
    },
  );
});
