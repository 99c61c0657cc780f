import { describe, expect, it } from 'vitest';
import { OwnAddress } from '#server/pbx/own-address.ts';
import type { Flow, TransportName } from '#server/sip/flow.ts';
import { flowTo } from '#tests/support/sip-engine.ts';

const ports = { port: 5_060, tlsPort: 5_061, webPort: 3_000 };
const networks = () => ['192.0.2.1/24', 'fd00::1/64', '::1/128'];
const own = new OwnAddress({ host: '192.0.2.1', ...ports, networks });
const [udp, tcp, tls] = [flowTo(5_001), flowTo(5_002, 'tcp'), flowTo(5_003, 'tls')];

/** A way to an IPv6 phone; over a connection we know where it came in. */
const ipv6 = (transport: TransportName, local = '::'): Flow => ({
  id: `${transport} v6`,
  transport,
  local: { address: local, port: 5_060 },
  remote: { address: 'fd00::9', port: 5_060 },
});

describe('where peers reach us', () => {
  it.each([
    [udp, 'sip:perch@192.0.2.1:5060'],
    [tcp, 'sip:perch@192.0.2.1:5060;transport=tcp'],
    [tls, 'sip:perch@192.0.2.1:5061;transport=tls'],
    [flowTo(1, 'ws'), 'sip:perch@192.0.2.1:3000;transport=ws'],
    [flowTo(1, 'wss'), 'sip:perch@192.0.2.1:3000;transport=ws'],
  ])('is by the transport that they use: $transport', (flow, contact) =>
    expect(own.contact(flow)).toBe(contact),
  );

  it('is a SIPS URI for who asked by one', () => {
    expect(own.contact(tls, 'sips')).toBe('sips:perch@192.0.2.1:5061');
    expect(own.recordRoutes(tls, tls, 'sips')).toEqual(['<sips:192.0.2.1:5061;lr>']);
  });

  it.each([
    { told: '192.0.2.1', flow: ipv6('udp'), host: 'fd00::1' },
    { told: 'perch.example', flow: ipv6('udp'), host: 'fd00::1' },
    { told: '192.0.2.1', flow: ipv6('tcp', 'fd00:1::5'), host: 'fd00:1::5' },
    { told: '192.0.2.1', flow: ipv6('tls', 'fe80::5%eth0'), host: 'fe80::5' },
    { told: '2001:db8::1', flow: ipv6('udp'), host: '2001:db8::1' },
    { told: '2001:db8::1', flow: udp, host: '192.0.2.1' },
    { told: 'perch.example', flow: udp, host: 'perch.example' },
    { told: 'perch.example', flow: ipv6('tls'), host: 'perch.example' },
  ])('is of the family that they use: told $told, $flow.id gets $host', ({ told, flow, host }) =>
    expect(new OwnAddress({ host: told, ...ports, networks }).sentBy(flow).host).toBe(host),
  );

  it('is what phones are told where this machine has nothing of their family', () => {
    const alone = new OwnAddress({ host: '192.0.2.1', ...ports, networks: () => ['192.0.2.1/24'] });
    expect(alone.contact(ipv6('udp'))).toBe('sip:perch@192.0.2.1:5060');
  });

  it('is for media of the family that media is wanted in, and an address', () => {
    expect(own.forMedia(udp, 'fd00::9')).toBe('fd00::1');
    expect(own.forMedia(ipv6('udp'), '192.0.2.9')).toBe('192.0.2.1');
    expect(own.forMedia(ipv6('udp'))).toBe('fd00::1');
    const named = new OwnAddress({ host: 'perch.example', ...ports, networks });
    expect(named.forMedia(ipv6('tls'), 'fd00::9')).toBe('fd00::1');
  });
});

describe('what a call is to come by later', () => {
  it('is recorded once where both use the same (RFC 3261 16.6 4)', () => {
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
    expect(own.recordRoutes(ipv6('udp'), tls)).toEqual([
      '<sip:192.0.2.1:5061;transport=tls;lr>',
      '<sip:[fd00::1]:5060;lr>',
    ]);
  });

  it('is known for ours again, and nothing else is', () => {
    const ours = [udp, tls, ipv6('udp')].flatMap((flow) => own.recordRoutes(flow, flow));
    for (const route of ours) expect(own.isOurs(route.slice(1, -1))).toBe(true);
    const others = ['sip:101@192.0.2.1:5060', 'sip:192.0.2.1:5070', 'sip:192.0.2.9:5060;lr', 'tel:1'];
    for (const uri of others) expect(own.isOurs(uri)).toBe(false);
  });
});
