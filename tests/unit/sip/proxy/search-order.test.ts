import { describe, expect, it } from 'vitest';
import type { SipRequest } from '#server/sip/message/message.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { ProxiedRequest } from '#server/sip/proxy/proxied-request.ts';
import { breadthsOf, groupsOf } from '#server/sip/proxy/search-order.ts';
import { bench, flowTo, runUntil, wire } from '#tests/support/sip-engine.ts';

const caller = flowTo(5_001);
const line = (method: string, more: readonly string[] = []) =>
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

/** A call to contacts with these `q`: the first at port 5010, and so on. */
function called(qs: readonly number[], more: readonly string[] = []) {
  const own = bench({
    onRequest(transaction, nowMs) {
      const targets = qs.map((q, index) => ({
        uri: `sip:102@192.0.2.9:${5_010 + index}`,
        flow: flowTo(5_010 + index),
        qThousandths: q * 1_000,
      }));
      new ProxiedRequest({ engine: own.engine, transaction, nowMs, targets });
    },
  });
  const invites = new Map<number, SipRequest>();
  /** Where a request went, and what was answered, since the last look. */
  const look = () =>
    own.sent().flatMap((message) => {
      if (message.kind === 'response') return message.status === 100 ? [] : [`${message.status}`];
      if (message.method === 'ACK') return [];
      const port = Number(message.uri.slice(-4));
      if (message.method === 'INVITE') invites.set(port, message);
      return [`${message.method} ${port}`];
    });
  const answer = (port: number, status: number, nowMs = 100) => {
    const invite = invites.get(port);
    if (invite === undefined) throw new Error(`nothing was sent to ${port}`);
    const response = respondTo(invite, status, { toTag: `t${port}` });
    own.engine.receive(flowTo(port), serializeMessage(response), nowMs);
    return look();
  };
  const until = (toMs: number) => {
    runUntil(own.engine, toMs);
    return look();
  };
  own.engine.receive(caller, line('INVITE', more), 0);
  const begun = look();
  const breadths = () => [...invites.values()].map(({ headers }) => headers.get('Max-Breadth'));
  const cancel = (nowMs: number) => {
    own.engine.receive(caller, line('CANCEL'), nowMs);
    return look();
  };
  return { ...own, begun, answer, until, cancel, breadths };
}

describe('contacts with q, RFC 3261 16.6', () => {
  it('are tried by groups: those of the highest q at once, the next when all of them have failed', () => {
    const call = called([0.5, 1, 1, 0.1]);
    expect(call.begun).toEqual(['INVITE 5011', 'INVITE 5012']);
    expect(call.answer(5_011, 486)).toEqual([]);
    expect(call.answer(5_012, 480)).toEqual(['INVITE 5010']);
    expect(call.answer(5_010, 404)).toEqual(['INVITE 5013']);
    expect(call.answer(5_013, 486)).toEqual(['404']);
  });

  it('are not gone on with once one has answered, or was declined everywhere (16.7 5)', () => {
    const answered = called([1, 0.5]);
    expect(answered.answer(5_010, 200)).toEqual(['200']);
    expect(answered.until(400_000)).toEqual([]);
    const declined = called([1, 0.5]);
    expect(declined.answer(5_010, 603)).toEqual(['603']);
    const forked = called([1, 1, 0.5]);
    forked.answer(5_011, 180);
    expect(forked.answer(5_010, 600)).toEqual(['CANCEL 5011']);
    expect(forked.answer(5_011, 487)).toEqual(['600']);
  });

  it('are not gone on with when the caller gives up in whichever group (16.10)', () => {
    const call = called([1, 0.5, 0.2]);
    call.answer(5_010, 486);
    call.answer(5_011, 180);
    expect(call.cancel(200)).toEqual(['200', 'CANCEL 5011']);
    expect(call.answer(5_011, 487)).toEqual(['487']);
    expect(call.until(400_000)).not.toContain('INVITE 5012');
  });

  it('are gone on with when a group rings for longer than Timer C, which each group has anew', () => {
    const call = called([1, 0.5]);
    call.answer(5_010, 180, 1_000);
    expect(call.until(186_000)).toEqual(['CANCEL 5010', 'INVITE 5011']);
    call.answer(5_011, 180, 186_000);
    expect(call.until(370_999)).not.toContain('CANCEL 5011');
    expect(call.until(371_000)).toEqual(['CANCEL 5011', '408']);
  });

  it('of a group that was given up wins all the same with a 200 that crosses its CANCEL', () => {
    const call = called([1, 0.5]);
    call.answer(5_010, 180, 1_000);
    call.until(186_000);
    call.answer(5_011, 180, 186_000);
    expect(call.answer(5_010, 200, 186_100)).toEqual(['200', 'CANCEL 5011']);
  });

  it.each([
    { q: [], groups: [] },
    { q: [undefined, 1_000], groups: [[undefined, 1_000]] },
    { q: [0, 300, undefined, 300], groups: [[undefined], [300, 300], [0]] },
  ])('$q make groups $groups', ({ q, groups }) => {
    const targets = q.map((one) => (one === undefined ? {} : { qThousandths: one }));
    expect(groupsOf(targets).map((group) => group.map(({ qThousandths }) => qThousandths))).toEqual(groups);
  });
});

describe('Max-Breadth, RFC 5393 5.3.3', () => {
  it('is said where a request is forked, and shared among its branches', () => {
    expect(called([1, 1, 1]).breadths()).toEqual(['20', '20', '20']);
    expect(called([1, 1, 1], ['Max-Breadth: 8']).breadths()).toEqual(['3', '3', '2']);
    expect(called([1, 1], ['Max-Breadth: 4000000000']).breadths()).toEqual(['30', '30']);
  });

  it('goes on where there is one branch, and need not be said by us', () => {
    expect(called([1], ['Max-Breadth: 7']).breadths()).toEqual(['7']);
    expect(called([1]).breadths()).toEqual([undefined]);
  });

  it('is whole again for the next group', () => {
    const call = called([1, 1, 0.5], ['Max-Breadth: 5']);
    call.answer(5_010, 486);
    call.answer(5_011, 486);
    expect(call.breadths()).toEqual(['3', '2', '5']);
  });

  it.each([
    { qs: [1], breadth: 0 },
    { qs: [1, 1], breadth: 1 },
  ])('of $breadth is too little for $qs.length branches: 440', ({ qs, breadth }) => {
    expect(called(qs, [`Max-Breadth: ${breadth}`]).begun).toEqual(['440']);
  });

  it('is never shared out to more than there is, nor to less than one', () => {
    for (let incoming = 0; incoming <= 60; incoming += 1) {
      for (let branches = 1; branches <= 70; branches += 1) {
        const breadths = breadthsOf(incoming, branches);
        expect(breadths === undefined).toBe(branches > incoming);
        if (breadths === undefined) continue;
        expect(breadths.reduce((sum, one) => sum + one, 0)).toBe(incoming);
        expect(Math.min(...breadths)).toBeGreaterThanOrEqual(1);
      }
    }
  });
});
