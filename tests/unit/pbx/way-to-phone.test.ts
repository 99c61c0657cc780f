import { describe, expect, it } from 'vitest';
import { wayToPhone } from '#server/pbx/way-to-phone.ts';
import { flowTo } from '#tests/support/sip-engine.ts';

const [udp, tls, wss] = [flowTo(1), flowTo(2, 'tls'), flowTo(3, 'wss')];
const to = (contact: string, flow = tls, path: string[] = []) => ({ contact, flow, path });

describe('the way to a phone, RFC 5630', () => {
  it('that is asked for by SIPS is over TLS or not at all', () => {
    expect(wayToPhone(to('sip:101@192.0.2.9', udp), 'sips')).toBeUndefined();
    expect(wayToPhone(to('sips:101@192.0.2.9'), 'sips')).toEqual({ uri: 'sips:101@192.0.2.9', flow: tls });
    expect(wayToPhone(to('sip:101@x.invalid;transport=ws', wss), 'sips')?.flow).toBe(wss);
  });

  it.each([
    ['sips:101@192.0.2.9:5061;ob', 'sip:101@192.0.2.9:5061;ob;transport=tls'],
    ['sips:101@x.invalid;transport=ws', 'sip:101@x.invalid;transport=ws'],
    ['sip:101@192.0.2.9:5061;transport=tls', 'sip:101@192.0.2.9:5061;transport=tls'],
  ])('that is asked for by SIP is no SIPS call there: %s', (contact, uri) =>
    expect(wayToPhone(to(contact), 'sip')).toEqual({ uri, flow: tls }),
  );

  it('passes those whom its registration came through (RFC 3327)', () => {
    const path = ['<sip:edge.example;lr>', '<sip:far.example;lr>'];
    expect(wayToPhone(to('sip:101@10.0.0.9', udp, path), 'sip')?.routes).toEqual(path);
  });
});
