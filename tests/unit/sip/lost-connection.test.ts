import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow, Peer, TransportName } from '#server/sip/flow.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { ProxiedRequest } from '#server/sip/proxy/proxied-request.ts';
import { peerAnew } from '#server/sip/received.ts';
import { bench, flowTo, parsedRequest, runUntil, wire } from '#tests/support/sip-engine.ts';

/** From 192.0.2.9, by a connection. */
const lost = flowTo(40_001, 'tcp');
const anew = { ...flowTo(5_062, 'tcp'), id: 'tcp anew' };

const request = (method = 'INVITE', sentBy = '192.0.2.9:5062') =>
  wire([
    `${method} sip:102@perch.example SIP/2.0`,
    `Via: SIP/2.0/TCP ${sentBy};branch=z9hG4bKup`,
    'From: <sip:101@perch.example>;tag=a',
    'To: <sip:102@perch.example>',
    'Call-ID: c1',
    `CSeq: 1 ${method}`,
    'Max-Forwards: 70',
  ]);

/** A server that can open connections, and who was asked for. */
function server(user: Parameters<typeof bench>[0] = {}) {
  const asked: Peer[] = [];
  const lostAnswers: string[] = [];
  const flowAnew = (peer: Peer): Flow => {
    asked.push(peer);
    return anew;
  };
  const own = bench(
    { ...user, onAnswerLost: ({ method }) => void lostAnswers.push(method) },
    { flowTo: flowAnew },
  );
  return { ...own, asked, lostAnswers };
}

describe('an answer whose connection is gone, RFC 3261 18.2.2', () => {
  it.each(['INVITE', 'MESSAGE'])('to %s goes by a new one, to where the sender listens', (method) => {
    const { engine, requests, asked, sentTo, lostAnswers } = server();
    engine.receive(lost, request(method), 0);
    engine.flowFailed(lost, 100);
    expect(asked).toEqual([{ transport: 'tcp', address: '192.0.2.9', port: 5_062 }]);
    requests[0]?.reply(200, 200);
    expect(sentTo.at(-1)?.id).toBe(anew.id);
    expect(lostAnswers).toEqual([]);
  });

  it('is lost, and its user is told, when the new connection fails as well', () => {
    const { engine, requests, asked, lostAnswers } = server();
    engine.receive(lost, request(), 0);
    let timeouts = 0;
    const [transaction] = requests;
    if (transaction !== undefined) transaction.onTimeout = () => (timeouts += 1);
    engine.flowFailed(lost, 100);
    expect([timeouts, lostAnswers]).toEqual([0, []]);
    engine.flowFailed(anew, 200);
    expect([timeouts, lostAnswers, asked.length, engine.transactionCount]).toEqual([1, ['INVITE'], 1, 0]);
  });

  it('costs no call: what rings rings on, and its 200 goes back by the new connection', () => {
    const own = server({
      onRequest(transaction, nowMs) {
        const targets = [{ uri: 'sip:102@192.0.2.9:5011', flow: flowTo(5_011) }];
        new ProxiedRequest({ engine: own.engine, transaction, nowMs, targets });
      },
    });
    own.engine.receive(lost, request(), 0);
    const [invite] = own.sentRequests();
    if (invite === undefined) throw new Error('nothing was sent');
    own.engine.flowFailed(lost, 10);
    expect(own.sentRequests()).toEqual([]);
    const ok = respondTo(invite, 200, { toTag: 't' });
    own.engine.receive(flowTo(5_011), serializeMessage(ok), 20);
    expect(own.sentTo.at(-1)?.id).toBe(anew.id);
  });

  it('is none when it has been given: the connection had it', () => {
    const { engine, requests, asked, lostAnswers } = server();
    engine.receive(lost, request(), 0);
    requests[0]?.reply(486, 10);
    engine.flowFailed(lost, 100);
    runUntil(engine, 60_000);
    expect([asked, lostAnswers, engine.transactionCount]).toEqual([[], [], 0]);
  });

  it.each([
    { why: 'a phone behind a NAT', sentBy: '10.0.0.7:5062', transport: 'tcp' },
    { why: 'a browser', sentBy: 'df7jal23ls0d.invalid', transport: 'wss' },
    { why: 'a browser', sentBy: '192.0.2.9:5062', transport: 'ws' },
  ] as const)('to $why is lost at once', ({ sentBy, transport }) => {
    const { engine, asked, lostAnswers } = server();
    const flow = flowTo(40_001, transport);
    engine.receive(flow, request('INVITE', sentBy), 0);
    engine.flowFailed(flow, 100);
    expect([asked, lostAnswers, engine.transactionCount]).toEqual([[], ['INVITE'], 0]);
  });

  it.each([
    { transport: 'tcp', sentBy: 'sbc.example', peer: { port: 5_060 } },
    { transport: 'tls', sentBy: 'sbc.example', peer: { port: 5_061, serverName: 'sbc.example' } },
    { transport: 'tls', sentBy: '192.0.2.9:5099', peer: { port: 5_099 } },
  ] as const)('goes to $sentBy over $transport', ({ transport, sentBy, peer }) => {
    const found = peerAnew(parsedRequest(request('INVITE', sentBy)), flowTo(40_001, transport));
    expect(found).toEqual({ transport, address: '192.0.2.9', ...peer });
  });

  it('never goes to another address than the request came from, whatever its Via says', () => {
    const hosts = fc.oneof(
      fc.ipV4(),
      fc.domain(),
      fc.ipV6().map((address) => `[${address}]`),
    );
    const sentBys = fc.tuple(hosts, fc.option(fc.integer({ min: 1, max: 65_535 })));
    const transports = fc.constantFrom<TransportName>('udp', 'tcp', 'tls', 'ws', 'wss');
    fc.assert(
      fc.property(sentBys, transports, ([host, port], transport) => {
        const sentBy = port === null ? host : `${host}:${port}`;
        const peer = peerAnew(parsedRequest(request('INVITE', sentBy)), flowTo(40_001, transport));
        if (peer === undefined) return true;
        return peer.address === '192.0.2.9' && peer.transport === transport;
      }),
    );
  });
});
