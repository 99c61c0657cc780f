import { describe, expect, it } from 'vitest';
import { parseVia } from '#server/sip/grammar/via.ts';

describe('a Via', () => {
  it.each([
    ['SIP/2.0/UDP 192.0.2.9:5062;rport', '192.0.2.9', 5_062],
    ['SIP / 2.0 / UDP first.example : 4000 ;ttl=16', 'first.example', 4_000],
    ['SIP/2.0/TCP\t[2001:db8::9]', '[2001:db8::9]', undefined],
    ['SIP/2.0/TCP  [2001:db8::9] : 5060', '[2001:db8::9]', 5_060],
  ])('may have white space around its slashes and its colon (RFC 3261 25.1): %s', (text, host, port) => {
    expect(parseVia(text)).toMatchObject({ host, port });
  });

  it.each(['SIP/2.0/UDP', 'SIP/2.0/UDP a b', 'SIP/2.0/UDP a : b', 'SIP/2.0/UDP a :'])('is not %s', (text) =>
    expect(parseVia(text)).toBeUndefined(),
  );
});
