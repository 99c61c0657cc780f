import { describe, expect, it } from 'vitest';
import { identifyLinphone } from '#server/provisioning/vendors/linphone/identify.ts';

describe('who a User-Agent says it is', () => {
  it.each([
    ['Linphonec/5.1.65', 'Linphonec', '5.1.65'],
    ['Linphonec/5.1.65 (belle-sip/5.1.64)', 'Linphonec', '5.1.65'],
    ['LinphoneAndroid/5.2.5 (Pixel 8) LinphoneSDK/5.3.47', 'LinphoneAndroid', '5.2.5'],
    ['Linphone-Desktop/5.1.2 (desk) Debian 12, Qt 5.15.8 LinphoneSDK/5.2.49', 'Linphone-Desktop', '5.1.2'],
  ])('%s', (userAgent, model, firmware) => {
    expect(identifyLinphone(userAgent)).toEqual({ vendor: 'linphone', model, firmware, mac: undefined });
  });

  it.each(['', 'Unknown', 'Linphone', 'baresip v1.0.0', 'not Linphonec/5.1.65'])(
    'is not known from "%s"',
    (userAgent) => {
      expect(identifyLinphone(userAgent)).toBeUndefined();
    },
  );
});
