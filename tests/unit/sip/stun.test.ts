import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerStun, isStun } from '#server/sip/stun.ts';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
/** Of RFC 5769: the transaction of its sample requests and responses. */
const ID = '2112a442 b7e7a701bc34d686fa87dfae';
const request = hex(`0001 0000 ${ID}`);
const from = { address: '192.0.2.1', port: 32_853 };

describe('a STUN Binding request on the SIP port, RFC 5626 4.4.2', () => {
  it.each([
    { address: '192.0.2.1', value: '0020 0008 0001 a147 e112a643' },
    { address: '::ffff:192.0.2.1', value: '0020 0008 0001 a147 e112a643' },
    {
      address: '2001:db8:1234:5678:11:2233:4455:6677',
      value: '0020 0014 0002 a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9',
    },
  ])('is answered with the address that it came from: $address (RFC 5769 2.2, 2.3)', ({ address, value }) => {
    const attribute = hex(value);
    const head = hex(`0101 ${attribute.length.toString(16).padStart(4, '0')} ${ID}`);
    expect(Buffer.from(answerStun(request, { ...from, address }) ?? [])).toEqual(
      Buffer.concat([head, attribute]),
    );
  });

  it('may carry what need not be understood', () => {
    const software = hex(`0001 0010 ${ID} 8022 0002 7878 0000 8028 0004 00000000`);
    expect(answerStun(software, from)?.[1]).toBe(0x01);
  });

  it('that asks for what is not known here hears so (420), by name', () => {
    const changed = hex(`0001 0008 ${ID} 0003 0004 00000006`);
    expect(Buffer.from(answerStun(changed, from) ?? [])).toEqual(
      Buffer.from(hex(`0111 0010 ${ID} 0009 0004 0000 0414 000a 0002 0003 0000`)),
    );
  });

  it.each([
    { what: 'an indication', bytes: hex(`0011 0000 ${ID}`) },
    { what: 'a response', bytes: hex(`0101 0000 ${ID}`) },
    { what: 'a length that is not its own', bytes: hex(`0001 0004 ${ID}`) },
    { what: 'an attribute that is longer than all', bytes: hex(`0001 0004 ${ID} 8022 0010`) },
  ])('is none with $what, and gets no answer', ({ bytes }) => {
    expect(isStun(bytes)).toBe(true);
    expect(answerStun(bytes, from)).toBeUndefined();
  });

  it.each([
    { what: 'SIP', bytes: Buffer.from('OPTIONS sip:perch SIP/2.0\r\n\r\n') },
    { what: 'a CRLF ping', bytes: Buffer.from('\r\n\r\n') },
    { what: 'nothing', bytes: new Uint8Array(0) },
    { what: 'STUN of RFC 3489, without a cookie', bytes: new Uint8Array(20).fill(1) },
  ])('is not $what', ({ bytes }) => {
    expect(isStun(bytes)).toBe(false);
  });

  it('of whatever bytes throws nothing, and is answered with hardly more than it was', () => {
    const bodies = fc.uint8Array({ maxLength: 120 });
    fc.assert(
      fc.property(bodies, fc.boolean(), (body, isWhole) => {
        const length = (isWhole ? body.length : 4).toString(16).padStart(4, '0');
        const bytes = Buffer.concat([hex(`0001 ${length} ${ID}`), body]);
        const answer = answerStun(bytes, { address: '2001:db8::1', port: 1 });
        return answer === undefined || answer.length <= bytes.length + 24;
      }),
      { numRuns: 2_000 },
    );
  });
});
