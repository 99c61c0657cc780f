import { describe, expect, it } from 'vitest';
import { identifyMitel } from '#server/provisioning/vendors/mitel/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['Mitel6940 MAC:14-00-E9-1B-45-24 V:6.4.0.140-SIP', '6940', '6.4.0.140', '1400e91b4524'],
    ['Mitel6920w MAC:14-00-E9-1F-03-EA V:6.4.0.140-SIP', '6920w', '6.4.0.140', '1400e91f03ea'],
    ['Aastra6731i MAC:00-08-5D-23-74-29 V:3.3.1.4365-SIP', '6731i', '3.3.1.4365', '00085d237429'],
    ['Aastra55i MAC:00-08-5D-13-CA-05 V:2.6.0.2010-SIP', '6755i', '2.6.0.2010', '00085d13ca05'],
  ])('%s', (userAgent, ...[model, firmware, mac]) => {
    expect(identifyMitel(userAgent)).toEqual({ vendor: 'mitel', model, firmware, mac });
  });

  it.each(['', 'curl/8.0', 'Mitel', 'Mitel6940', 'Yealink SIP-T46S 66.86.0.15'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(identifyMitel(userAgent)).toBeUndefined();
    },
  );
});
