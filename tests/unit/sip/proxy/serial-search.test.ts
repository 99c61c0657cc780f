import { describe, expect, it } from 'vitest';
import type { SipRequest } from '#server/sip/message/message.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { ProxiedRequest } from '#server/sip/proxy/proxied-request.ts';
import { bench, flowTo, runUntil, wire } from '#tests/support/sip-engine.ts';

const caller = flowTo(5_001);
const [first, second] = [flowTo(5_011), flowTo(5_012)];
const at = (flow: typeof first) => ({
  uri: `sip:102@192.0.2.9:${flow.remote.port}`,
  flow,
  answersWithinMs: 4_000,
});

/** A call that is tried at one place, and then at another if that place fails. */
function searched() {
  const tries: unknown[] = [];
  const own = bench({
    onRequest(transaction, nowMs) {
      const user = {
        next: ({ status, hasRung }: { status: number; hasRung: boolean }) => {
          tries.push({ status, hasRung });
          return tries.length === 1 && !hasRung ? at(second) : undefined;
        },
      };
      new ProxiedRequest({ engine: own.engine, transaction, nowMs, targets: [at(first)], user });
    },
  });
  const sent: SipRequest[] = [];
  const look = () =>
    own.sent().map((one) => {
      if (one.kind === 'request') sent.push(one);
      return one.kind === 'request' ? `${one.method} ${one.uri.slice(-4)}` : one.status;
    });
  const answer = (port: number, status: number, nowMs = 100) => {
    const request = sent.find(({ uri, method }) => uri.endsWith(`${port}`) && method === 'INVITE');
    if (request === undefined) throw new Error(`nothing was sent to ${port}`);
    own.engine.receive(flowTo(port), serializeMessage(respondTo(request, status, { toTag: 't' })), nowMs);
    return look();
  };
  const lines = [
    'Via: SIP/2.0/UDP 192.0.2.9:5001;branch=z9hG4bKup',
    'From: <sip:1@a>;tag=a',
    'To: <sip:2@a>',
  ];
  own.engine.receive(
    caller,
    wire(['INVITE sip:2@a SIP/2.0', ...lines, 'Call-ID: c', 'CSeq: 1 INVITE', 'Max-Forwards: 70']),
    0,
  );
  const until = (toMs: number) => {
    runUntil(own.engine, toMs);
    return look();
  };
  return { ...own, tries, look, answer, until, begun: look() };
}

describe('a request that is tried in one place after the other, RFC 3261 16.6', () => {
  it('goes to the next where the first fails, and ends with what the next says', () => {
    const call = searched();
    expect(call.begun).toEqual([100, 'INVITE 5011']);
    expect(call.answer(5_011, 503)).toEqual(['ACK 5011', 'INVITE 5012']);
    expect(call.answer(5_012, 486)).toEqual(['ACK 5012', 486]);
    expect(call.tries).toEqual([
      { status: 503, hasRung: false },
      { status: 486, hasRung: false },
    ]);
  });

  it('goes to the next where the first says nothing for four seconds; a late answer there is cancelled', () => {
    const call = searched();
    expect(call.until(4_000).at(-1)).toBe('INVITE 5012');
    expect(call.answer(5_011, 180, 4_100)).toEqual(['CANCEL 5011']);
    expect(call.answer(5_012, 200, 4_200)).toEqual([200]);
  });

  it('stays with the first as soon as that has said anything', () => {
    const call = searched();
    call.answer(5_011, 100);
    expect(call.until(30_000)).toEqual([]);
    expect(call.answer(5_011, 183, 30_000)).toEqual([183]);
    call.answer(5_011, 500, 31_000);
    expect(call.tries).toEqual([{ status: 500, hasRung: true }]);
  });

  it('is tried nowhere else once its caller has given up', () => {
    const call = searched();
    const cancel = ['CANCEL sip:2@a SIP/2.0', 'Via: SIP/2.0/UDP 192.0.2.9:5001;branch=z9hG4bKup'];
    call.answer(5_011, 100);
    call.engine.receive(
      caller,
      wire([
        ...cancel,
        'From: <sip:1@a>;tag=a',
        'To: <sip:2@a>',
        'Call-ID: c',
        'CSeq: 1 CANCEL',
        'Max-Forwards: 70',
      ]),
      200,
    );
    expect(call.look()).toEqual([200, 'CANCEL 5011']);
    expect(call.answer(5_011, 503, 300)).toEqual(['ACK 5011', 487]);
    expect(call.tries).toEqual([]);
  });
});
