import { describe, expect, it } from 'vitest';
import type { Flow } from '#server/sip/flow.ts';
import { noteSource, wayBack } from '#server/sip/received.ts';
import { parsedRequest, wire } from '#tests/support/sip-engine.ts';

const from = (address: string): Flow => ({
  id: 'udp',
  transport: 'udp',
  local: { address: '::', port: 5_060 },
  remote: { address, port: 40_000 },
});
const request = (via: string) =>
  parsedRequest(
    wire([
      'OPTIONS sip:perch SIP/2.0',
      `Via: SIP/2.0/UDP ${via};branch=z9hG4bK1`,
      'From: <sip:a@b>;tag=1',
      'To: <sip:a@b>',
      'Call-ID: 1',
      'CSeq: 1 OPTIONS',
    ]),
  );

describe('where a request over IPv6 came from', () => {
  it.each(['2001:db8::9', 'fe80::9%eth0'])(
    'is known again in Via, whatever zone we say it is in: %s',
    (address) => {
      const [plain = ''] = address.split('%');
      const asked = request(`[${plain}]:5062`);
      expect(wayBack(asked, from(address)).remote).toEqual({ address, port: 5_062 });
      noteSource(asked, from(address));
      expect(asked.headers.get('Via')).toBe(`SIP/2.0/UDP [${plain}]:5062;branch=z9hG4bK1`);
    },
  );

  it('is told without the zone (RFC 3581 4)', () => {
    const asked = request('phone.example;rport');
    noteSource(asked, from('fe80::9%eth0'));
    expect(asked.headers.get('Via')).toMatch(/;rport=40000;.*received=fe80::9$/);
  });
});
