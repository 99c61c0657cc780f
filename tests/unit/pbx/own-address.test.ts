import { describe, expect, it } from 'vitest';
import { OwnAddress } from '#server/pbx/own-address.ts';
import { flowTo } from '#tests/support/sip-engine.ts';

const own = new OwnAddress({ host: '192.0.2.1', port: 5_060 });
const [udp, tcp] = [flowTo(5_001), flowTo(5_002, 'tcp')];

describe('where peers reach us', () => {
  it('is by the transport that they use', () => {
    expect([own.contact(udp), own.contact(tcp)]).toEqual([
      'sip:perch@192.0.2.1:5060',
      'sip:perch@192.0.2.1:5060;transport=tcp',
    ]);
    expect(new OwnAddress({ host: '2001:db8::1', port: 5_060 }).contact(udp)).toBe(
      'sip:perch@[2001:db8::1]:5060',
    );
  });

  it('is recorded once in a call where both use the same (RFC 3261 16.6 4)', () => {
    expect([own.recordRoutes(udp, udp), own.recordRoutes(tcp, tcp)]).toEqual([
      ['<sip:192.0.2.1:5060;lr>'],
      ['<sip:192.0.2.1:5060;transport=tcp;lr>'],
    ]);
  });

  it('is recorded for each side where they differ: the nearer one stands first (RFC 5658 3.3)', () => {
    expect(own.recordRoutes(tcp, udp)).toEqual([
      '<sip:192.0.2.1:5060;lr>',
      '<sip:192.0.2.1:5060;transport=tcp;lr>',
    ]);
  });
});
