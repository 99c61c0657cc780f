import { describe, expect, it } from 'vitest';
import { AnsweredCall } from '#server/sip/uas/answered-call.ts';
import { bench, flowTo, runUntil, wire } from '#tests/support/sip-engine.ts';

const flow = flowTo(5_062);
const sdp = 'v=0\r\nown\r\n';

/** A call that came in, and what is told of it. */
function called({ offer = 'v=0\r\nasked\r\n' } = {}) {
  const told: string[] = [];
  let call: AnsweredCall | undefined;
  const own = bench({
    onRequest(transaction, nowMs) {
      if (call !== undefined) return call.receive(transaction, nowMs);
      call = new AnsweredCall({
        engine: own.engine,
        transaction,
        contact: 'sip:*70@192.0.2.1',
        user: {
          digit: (digit) => told.push(`digit ${digit}`),
          offer: (offer) => (offer.includes('video') ? undefined : 'v=0\r\nanswer\r\n'),
          ownOffer: () => 'v=0\r\noffer\r\n',
          answer: (answer) => told.push(`answer ${answer}`) > 0 && answer.startsWith('v=0'),
          hungUp: () => told.push('hung up'),
          byeAnswered: () => told.push('BYE answered'),
        },
      });
      return undefined;
    },
    onAck: (ack, _flow, nowMs) => call?.ack(ack, nowMs),
  });
  let serial = 0;
  const receive = (method: string, at: { nowMs: number; cseq: number; more?: string[]; body?: string }) => {
    serial += 1;
    const first = method === 'INVITE' && at.cseq === 1;
    const branch = method === 'CANCEL' ? 1 : serial;
    const lines = [
      `${method} sip:*70@192.0.2.1 SIP/2.0`,
      `Via: SIP/2.0/UDP 192.0.2.9:5062;branch=z9hG4bK${branch}`,
      'Record-Route: <sip:192.0.2.5;lr>',
      'From: <sip:8001@perch.example>;tag=a',
      `To: <sip:*70@perch.example>${first || method === 'CANCEL' ? '' : `;tag=${own.requests[0]?.localTag}`}`,
      'Call-ID: c1',
      `CSeq: ${at.cseq} ${method}`,
      'Contact: <sip:8001@192.0.2.9:5062>',
      ...(at.more ?? []),
    ];
    own.engine.receive(flow, wire(lines, at.body), at.nowMs);
  };
  receive('INVITE', { nowMs: 0, cseq: 1, body: offer });
  if (call === undefined) throw new Error('no call');
  const outcome = () =>
    own
      .sent()
      .map((one) => (one.kind === 'request' ? one.method : `${one.status} ${one.headers.get('CSeq')}`));
  return { ...own, call, told, receive, outcome };
}

describe('a call that we answer', () => {
  it('rings and is answered with our description and contact (12.1.1)', () => {
    const { call, sentResponses } = called();
    call.ring(10);
    call.accept(sdp, 20);
    const [ringing, ok] = sentResponses();
    expect([ringing?.status, ok?.status, Buffer.from(ok?.body ?? []).toString()]).toEqual([180, 200, sdp]);
    expect(ok?.headers.get('Contact')).toBe('<sip:*70@192.0.2.1>');
    expect(ok?.headers.get('Record-Route')).toBe('<sip:192.0.2.5;lr>');
    expect(ok?.headers.get('To')).toBe(ringing?.headers.get('To'));
  });

  it('has its 2xx sent again until the ACK (13.3.1.4)', () => {
    const { engine, call, receive, outcome } = called();
    call.accept(sdp, 0);
    runUntil(engine, 1_600);
    receive('ACK', { nowMs: 1_600, cseq: 1 });
    runUntil(engine, 40_000);
    expect(outcome()).toEqual(['200 1 INVITE', '200 1 INVITE', '200 1 INVITE']);
  });

  it('is hung up when no ACK comes in 64*T1', () => {
    const { engine, call, told, outcome } = called();
    call.accept(sdp, 0);
    runUntil(engine, 36_000);
    expect(outcome()).toContain('BYE');
    expect(told).toEqual(['hung up']);
  });

  it('ends by CANCEL with 487, and is not answered any more', () => {
    const { call, told, receive, outcome } = called();
    receive('CANCEL', { nowMs: 5, cseq: 1 });
    call.accept(sdp, 10);
    expect(outcome()).toEqual(['200 1 CANCEL', '487 1 INVITE']);
    expect(told).toEqual(['hung up']);
  });

  it('ends by BYE, and knows of it no more', () => {
    const { call, told, receive, outcome } = called();
    call.accept(sdp, 0);
    receive('ACK', { nowMs: 1, cseq: 1 });
    receive('BYE', { nowMs: 2, cseq: 2 });
    receive('INFO', { nowMs: 3, cseq: 3 });
    expect(outcome()).toEqual(['200 1 INVITE', '200 2 BYE', '481 3 INFO']);
    expect(told).toEqual(['hung up']);
  });

  it('sends its BYE along the recorded route to the contact (12.2.1.1)', () => {
    const { call, receive, sentRequests } = called();
    call.accept(sdp, 0);
    receive('ACK', { nowMs: 1, cseq: 1 });
    call.hangUp(10);
    const [bye] = sentRequests();
    expect([bye?.method, bye?.uri, bye?.headers.get('Route')]).toEqual([
      'BYE',
      'sip:8001@192.0.2.9:5062',
      '<sip:192.0.2.5;lr>',
    ]);
    expect(bye?.headers.get('To')).toBe('<sip:8001@perch.example>;tag=a');
  });

  it.each([
    { type: 'application/dtmf-relay', body: 'Signal=5\r\nDuration=160\r\n', digit: '5' },
    { type: 'application/dtmf-relay', body: 'Signal= *\r\nDuration= 250\r\n', digit: '*' },
    { type: 'application/dtmf-relay', body: '\r\n  Duration=160\r\n  Signal=7\r\n', digit: '7' },
    { type: 'application/dtmf', body: '11', digit: '#' },
  ])('hears the key $digit by INFO ($type)', ({ type, body, digit }) => {
    const { call, told, receive, outcome } = called();
    call.accept(sdp, 0);
    receive('INFO', { nowMs: 2, cseq: 2, more: [`Content-Type: ${type}`], body });
    expect({ told, outcome: outcome().at(-1) }).toEqual({ told: [`digit ${digit}`], outcome: '200 2 INFO' });
  });

  it('answers a new offer until its ACK, and refuses one that cannot be', () => {
    const { engine, call, receive, outcome, sentResponses } = called();
    call.accept(sdp, 0);
    receive('ACK', { nowMs: 1, cseq: 1 });
    sentResponses();
    receive('INVITE', { nowMs: 10, cseq: 2, body: 'v=0\r\nhold\r\n' });
    runUntil(engine, 600);
    expect(outcome()).toEqual(['200 2 INVITE', '200 2 INVITE']);
    receive('ACK', { nowMs: 700, cseq: 2 });
    receive('INVITE', { nowMs: 800, cseq: 3, body: 'v=0\r\nvideo\r\n' });
    runUntil(engine, 900);
    expect(outcome()).toEqual(['488 3 INVITE']);
  });

  it('refuses what comes out of order with 500 (12.2.2)', () => {
    const { call, receive, outcome } = called();
    call.accept(sdp, 0);
    receive('INFO', { nowMs: 2, cseq: 5 });
    receive('INFO', { nowMs: 3, cseq: 4 });
    expect(outcome()).toEqual(['200 1 INVITE', '200 5 INFO', '500 4 INFO']);
  });

  it('does not hang up before its 2xx has its ACK (15)', () => {
    const { call, receive, outcome } = called();
    call.accept(sdp, 0);
    call.hangUp(10);
    expect(outcome()).toEqual(['200 1 INVITE']);
    receive('ACK', { nowMs: 20, cseq: 1 });
    expect(outcome()).toEqual(['BYE']);
  });

  it('takes an ACK that comes late for that of its own INVITE only (13.2.2.4)', () => {
    const { engine, call, receive, outcome } = called();
    call.accept(sdp, 0);
    receive('ACK', { nowMs: 1, cseq: 1 });
    receive('INVITE', { nowMs: 10, cseq: 2, body: 'v=0\r\nhold\r\n' });
    receive('ACK', { nowMs: 20, cseq: 1 });
    runUntil(engine, 600);
    expect(outcome()).toEqual(['200 1 INVITE', '200 2 INVITE', '200 2 INVITE']);
  });

  it('lets an UPDATE without a description pass as a sign of life (RFC 4028 7.2)', () => {
    const { call, receive, sentResponses } = called();
    call.accept(sdp, 0);
    receive('ACK', { nowMs: 1, cseq: 1 });
    receive('UPDATE', { nowMs: 5, cseq: 2 });
    expect(sentResponses().map(({ status, body }) => `${status} ${body.length}`)).toEqual([
      `200 ${sdp.length}`,
      '200 0',
    ]);
  });
});

describe('a call without an offer, RFC 3261 13.3.1.4', () => {
  it('gets our offer in the 2xx, and its answer is in the ACK', () => {
    const { call, told, receive, sentResponses } = called({ offer: '' });
    call.accept(sdp, 0);
    expect(sentResponses().map(({ status, body }) => [status, Buffer.from(body).toString()])).toEqual([
      [200, sdp],
    ]);
    receive('ACK', { nowMs: 1, cseq: 1, body: 'v=0\r\nfine\r\n' });
    receive('ACK', { nowMs: 2, cseq: 1, body: 'v=0\r\nfine\r\n' });
    expect(told).toEqual(['answer v=0\r\nfine\r\n']);
  });

  it.each(['', 'nonsense'])(
    'is hung up when its ACK has no answer, or none that can be read (%j)',
    (body) => {
      const { call, told, receive, outcome } = called({ offer: '' });
      call.accept(sdp, 0);
      receive('ACK', { nowMs: 1, cseq: 1, body });
      expect(outcome()).toEqual(['200 1 INVITE', 'BYE']);
      expect(told).toEqual([`answer ${body}`, 'hung up']);
    },
  );

  it('takes no other offer until the answer is there (RFC 3261 14.2, RFC 3311 5.2)', () => {
    const { call, receive, outcome } = called({ offer: '' });
    call.accept(sdp, 0);
    receive('UPDATE', { nowMs: 1, cseq: 2, body: 'v=0\r\nhold\r\n' });
    expect(outcome()).toEqual(['200 1 INVITE', '491 2 UPDATE']);
  });

  it('gets an offer again when it asks for one within the call (14.2)', () => {
    const { call, told, receive, sentResponses } = called();
    call.accept(sdp, 0);
    receive('ACK', { nowMs: 1, cseq: 1 });
    sentResponses();
    receive('INVITE', { nowMs: 5, cseq: 2 });
    expect(sentResponses().map(({ body }) => Buffer.from(body).toString())).toEqual(['v=0\r\noffer\r\n']);
    receive('ACK', { nowMs: 6, cseq: 2, body: 'v=0\r\nresumed\r\n' });
    expect(told).toEqual(['answer v=0\r\nresumed\r\n']);
  });
});
