import { describe, expect, it } from 'vitest';
import { isScanner } from '#server/pbx/scanners.ts';
import { Headers } from '#server/sip/message/headers.ts';

const says = (userAgent: string) => isScanner(new Headers().append('User-Agent', userAgent));

describe('a program that looks for telephones to misuse', () => {
  it.each(['friendly-scanner', 'sipcli/v1.8', 'VaxSIPUserAgent/3.1', 'SIPVicious', 'iWar', 'sundayddr'])(
    'is known by its name: %s',
    (userAgent) => expect(says(userAgent)).toBe(true),
  );

  it.each([
    'Yealink SIP-T54W 96.86.0.45',
    'eyeBeam release 1102q stamp 51814',
    'PortSIP UC Client',
    'sipsak 0.9.8.1',
    'smappee',
    'my friendly-scanner',
    '',
  ])('is not what phones and monitors use: %s', (userAgent) => expect(says(userAgent)).toBe(false));

  it('is not who says nothing', () => expect(isScanner(new Headers())).toBe(false));
});
