import { describe, expect, it } from 'vitest';
import type { SipRequest } from '#server/sip/message/message.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { forwardRequest } from '#server/sip/proxy/forward-request.ts';
import { ProxiedRequest } from '#server/sip/proxy/proxied-request.ts';
import { bench, flowTo, parsedRequest, runUntil, wire } from '#tests/support/sip-engine.ts';

const caller = flowTo(5_001);
const phones = [flowTo(5_011), flowTo(5_012)];
const recordRoute = '<sip:192.0.2.1:5060;lr>';

const invite = (method = 'INVITE', more: readonly string[] = []) =>
  wire([
    `${method} sip:102@perch.example SIP/2.0`,
    'Via: SIP/2.0/UDP 192.0.2.9:5001;branch=z9hG4bKup',
    'From: <sip:101@perch.example>;tag=a',
    'To: <sip:102@perch.example>',
    'Call-ID: c1',
    `CSeq: 1 ${method}`,
    'Max-Forwards: 70',
    ...more,
  ]);

/** A call that rings at two phones. */
function forked(targets = phones) {
  const own = bench({
    onRequest(transaction, nowMs) {
      new ProxiedRequest({
        engine: own.engine,
        transaction,
        nowMs,
        targets: targets.map((flow) => ({
          uri: `sip:102@192.0.2.9:${flow.remote.port}`,
          flow,
          recordRoutes: [recordRoute],
        })),
      });
    },
  });
  const sentTo = new Map<string, SipRequest>();
  const look = () => {
    const out = own.sent();
    for (const message of out)
      if (message.kind === 'request' && message.method !== 'ACK')
        sentTo.set(`${message.method} ${message.uri}`, message);
    return out.map((message) =>
      message.kind === 'request'
        ? `${message.method} ${message.uri.slice(-4)}`
        : `${message.status} ${message.headers.get('CSeq')}`,
    );
  };
  const answer = (port: number, status: number, { method = 'INVITE', nowMs = 100 } = {}) => {
    const request = sentTo.get(`${method} sip:102@192.0.2.9:${port}`);
    if (request === undefined) throw new Error(`nothing was sent to ${port}`);
    own.engine.receive(
      flowTo(port),
      serializeMessage(respondTo(request, status, { toTag: `t${port}` })),
      nowMs,
    );
    return look();
  };
  own.engine.receive(caller, invite(), 0);
  return { ...own, look, answer, begun: look(), sentTo };
}

describe('a request that is passed on, RFC 3261 16.6', () => {
  it('says 100 to the caller and rings everywhere', () => {
    expect(forked().begun).toEqual(['100 1 INVITE', 'INVITE 5011', 'INVITE 5012']);
  });

  it('carries our Via and Record-Route, one hop less, and no identity that the caller claims', () => {
    const own = bench({
      onRequest: (transaction, nowMs) =>
        void new ProxiedRequest({
          engine: own.engine,
          transaction,
          nowMs,
          targets: [{ uri: 'sip:102@192.0.2.9:5011', flow: flowTo(5_011), recordRoutes: [recordRoute] }],
        }),
    });
    own.engine.receive(
      caller,
      invite('INVITE', [
        'Route: <sip:192.0.2.1;lr>',
        'P-Asserted-Identity: <sip:boss@perch.example>',
        'Proxy-Authorization: x',
      ]),
      0,
    );
    const [sent] = own.sentRequests();
    expect(sent?.uri).toBe('sip:102@192.0.2.9:5011');
    expect(sent?.headers.list('Via')).toHaveLength(2);
    expect(
      ['Max-Forwards', 'Record-Route', 'Route', 'P-Asserted-Identity', 'Proxy-Authorization'].map((name) =>
        sent?.headers.get(name),
      ),
    ).toEqual(['69', recordRoute, undefined, undefined, undefined]);
  });

  it.each([
    { routes: ['<sip:192.0.2.1;lr>'], left: [] },
    { routes: ['<sip:192.0.2.1;lr>', '<sip:192.0.2.1;transport=tcp;lr>'], left: [] },
    { routes: ['<sip:192.0.2.1;lr>', '<sip:192.0.2.7;lr>'], left: ['<sip:192.0.2.7;lr>'] },
    { routes: ['<sip:192.0.2.1;lr>', '<sip:192.0.2.1:5080;lr>'], left: ['<sip:192.0.2.1:5080;lr>'] },
  ])(
    'goes on without the part of its route that is ours: $routes (16.4, RFC 5658 3.3)',
    ({ routes, left }) => {
      const request = parsedRequest(
        invite(
          'BYE',
          routes.map((route) => `Route: ${route}`),
        ),
      );
      expect(forwardRequest(request, { uri: 'sip:x@y' })?.headers.list('Route')).toEqual(left);
    },
  );

  it('gets 483 when it has come far enough (16.3)', () => {
    const own = bench({
      onRequest: (transaction, nowMs) =>
        void new ProxiedRequest({
          engine: own.engine,
          transaction,
          nowMs,
          targets: [{ uri: 'sip:x@y', flow: flowTo(1) }],
        }),
    });
    const text = Buffer.from(invite()).toString().replace('Max-Forwards: 70', 'Max-Forwards: 0');
    own.engine.receive(caller, Buffer.from(text), 0);
    expect(own.sentResponses().map(({ status }) => status)).toEqual([100, 483]);
  });

  it('gets 480 when there is nowhere to try', () => {
    expect(forked([]).begun).toEqual(['100 1 INVITE', '480 1 INVITE']);
  });
});

describe('the responses, RFC 3261 16.7', () => {
  it('go back one Via less; the first 2xx wins and the other phone is cancelled', () => {
    const call = forked();
    expect(call.answer(5_011, 180)).toEqual(['180 1 INVITE']);
    expect(call.answer(5_012, 180)).toEqual(['180 1 INVITE']);
    expect(call.answer(5_011, 200)).toEqual(['200 1 INVITE', 'CANCEL 5012']);
    expect(call.answer(5_012, 487)).toEqual(['ACK 5012']);
  });

  it('of both that answer at once both go back (10)', () => {
    const call = forked();
    expect(call.answer(5_011, 200)).toEqual(['200 1 INVITE']);
    expect(call.answer(5_012, 200)).toEqual(['200 1 INVITE']);
  });

  it('of a 2xx that is sent again go back again', () => {
    const call = forked();
    call.answer(5_011, 200);
    expect(call.answer(5_011, 200, { nowMs: 600 })).toEqual(['200 1 INVITE']);
  });

  it.each([
    { of: [486, 480], best: 480 },
    { of: [408, 486], best: 486 },
    { of: [404, 407], best: 407 },
    { of: [503, 486], best: 486 },
    { of: [603, 486], best: 603 },
    { of: [302, 486], best: 302 },
    { of: [503, 503], best: 480 },
  ])('of $of the best is $best (6)', ({ of: [one = 0, other = 0], best }) => {
    const call = forked();
    expect(call.answer(5_011, one).filter((line) => line.endsWith('1 INVITE'))).toEqual([]);
    if (one === 603) call.answer(5_012, 180);
    expect(call.answer(5_012, other).at(-1)).toBe(`${best} 1 INVITE`);
  });

  it('are 408 for a phone that says nothing, when the other is not better', () => {
    const call = forked();
    runUntil(call.engine, 33_000);
    expect(call.look().at(-1)).toBe('408 1 INVITE');
  });
});

describe('a request that is no INVITE', () => {
  it('and that nobody answers gets no 408, and nothing of it stays (RFC 4320 4.2)', () => {
    const own = bench({
      onRequest: (transaction, nowMs) =>
        void new ProxiedRequest({
          engine: own.engine,
          transaction,
          nowMs,
          targets: [{ uri: 'sip:102@192.0.2.9:5011', flow: flowTo(5_011) }],
        }),
    });
    own.engine.receive(caller, invite('INFO'), 0);
    runUntil(own.engine, 60_000);
    expect([own.sentResponses(), own.engine.transactionCount]).toEqual([[], 0]);
  });
});

describe('a caller who gives up', () => {
  const cancel = invite('CANCEL');

  it('has every phone cancelled, and gets 487 when they say so (16.10)', () => {
    const call = forked();
    call.answer(5_011, 180);
    call.answer(5_012, 180);
    call.engine.receive(caller, cancel, 200);
    expect(call.look()).toEqual(['200 1 CANCEL', 'CANCEL 5011', 'CANCEL 5012']);
    call.answer(5_011, 487);
    expect(call.answer(5_012, 487)).toEqual(['ACK 5012', '487 1 INVITE']);
  });

  it('is answered even if a phone says nothing more', () => {
    const call = forked([flowTo(5_011)]);
    call.answer(5_011, 180);
    call.engine.receive(caller, cancel, 200);
    runUntil(call.engine, 100_000);
    expect(call.look()).toContain('487 1 INVITE');
  });
});

describe('Timer C, RFC 3261 16.8', () => {
  it('ends what rings for more than three minutes without a word', () => {
    const call = forked([flowTo(5_011)]);
    call.answer(5_011, 180);
    runUntil(call.engine, 200_000);
    expect(call.look().slice(0, 2)).toEqual(['CANCEL 5011', '408 1 INVITE']);
  });

  it('begins anew with each provisional response', () => {
    const call = forked([flowTo(5_011)]);
    call.answer(5_011, 180);
    runUntil(call.engine, 170_000);
    call.answer(5_011, 180, { nowMs: 170_000 });
    runUntil(call.engine, 300_000);
    expect(call.look()).toEqual([]);
  });
});

describe('a connection that breaks', () => {
  it('of a phone is 480 for the caller when no other is left', () => {
    const tcp = flowTo(5_011, 'tcp');
    const call = forked([tcp]);
    call.engine.flowFailed(tcp, 50);
    expect(call.look()).toEqual(['480 1 INVITE']);
  });

  it('of the caller cancels what rings', () => {
    const tcp = flowTo(5_001, 'tcp');
    const own = bench({
      onRequest: (transaction, nowMs) =>
        void new ProxiedRequest({
          engine: own.engine,
          transaction,
          nowMs,
          targets: [{ uri: 'sip:102@192.0.2.9:5011', flow: flowTo(5_011) }],
        }),
    });
    own.engine.receive(tcp, invite(), 0);
    const [sent] = own.sentRequests();
    if (sent === undefined) throw new Error('nothing was sent');
    own.engine.receive(flowTo(5_011), serializeMessage(respondTo(sent, 180, { toTag: 't' })), 10);
    own.engine.flowFailed(tcp, 20);
    expect(own.sentRequests().map(({ method }) => method)).toEqual(['CANCEL']);
  });
});
