import { describe, expect, it } from 'vitest';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { DeskCalls } from '#server/pbx/desk-calls.ts';
import { ProxiedCalls } from '#server/pbx/proxied-calls.ts';
import type { Flow } from '#server/sip/flow.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { bench, flowTo, runUntil, wire } from '#tests/support/sip-engine.ts';

const OURS = 'sip:192.0.2.1:5060;lr';
const HOUR_MS = 3_600_000;
const A = 'desk-a' as DeskId;
const B = 'desk-b' as DeskId;
const [callerFlow, calleeFlow, otherFlow] = [flowTo(5_001), flowTo(5_011), flowTo(5_012)];

type Message = { from?: string; to?: string; cseq?: number; more?: readonly string[]; by?: Flow };

/** A calls B, whose phone may ring in two places. */
function calls({ forks = [calleeFlow] }: { forks?: readonly Flow[] } = {}) {
  const idle: string[] = [];
  const deskCalls = new DeskCalls((deskId) => idle.push(deskId));
  const proxied = new ProxiedCalls(deskCalls, (uri) => uri === OURS);
  const own = bench({
    onRequest(transaction, nowMs) {
      if (transaction.request.headers.get('To')?.includes('tag=')) {
        if (!proxied.forward(own.engine, transaction, nowMs)) transaction.reply(481, nowMs);
        return;
      }
      const party = { is: 'desk', deskId: B } as const;
      const targets = forks.map((flow) => ({ uri: `sip:b@192.0.2.9:${flow.remote.port}`, flow, party }));
      const caller = { party: { is: 'desk', deskId: A } } as const;
      proxied.start({ engine: own.engine, transaction, caller, targets, nowMs });
    },
    onAck: (ack) => proxied.forwardAck(own.engine, ack),
  });
  let serial = 0;
  let nowMs = 0;
  const sent: SipRequest[] = [];
  const look = () => {
    const out = own.sent();
    for (const message of out) if (message.kind === 'request') sent.push(message);
    return out.map((one) =>
      one.kind === 'request' ? one.method : `${one.status} ${one.headers.get('CSeq')}`,
    );
  };
  const receive = (
    method: string,
    { from = 'a', to, cseq = 1, more = [], by = callerFlow }: Message = {},
  ) => {
    serial += 1;
    const lines = [
      `${method} sip:peer@192.0.2.9 SIP/2.0`,
      `Via: SIP/2.0/UDP ${by.remote.address}:${by.remote.port};branch=z9hG4bK${serial};rport`,
      `From: <sip:x@perch>;tag=${from}`,
      `To: <sip:y@perch>${to === undefined ? '' : `;tag=${to}`}`,
      ...['Call-ID: c1', `CSeq: ${cseq} ${method}`, 'Contact: <sip:x@192.0.2.9>', ...more],
    ];
    own.engine.receive(by, wire(lines), nowMs);
    return look();
  };
  /** The newest request of this method to this phone is answered. */
  const answer = (
    method: string,
    status: number,
    more: { tag?: string; headers?: string[]; by?: Flow } = {},
  ) => {
    const by = more.by ?? calleeFlow;
    const port = by.remote.port;
    const isInvite = (one: SipRequest) => one.uri.includes(`:${port}`) || one.uri.endsWith('@192.0.2.9');
    const request = sent.findLast((one) => one.method === method && isInvite(one));
    if (request === undefined) throw new Error(`no ${method} went to ${port}`);
    const headers = (more.headers ?? []).map((line) => line.split(': ') as [string, string]);
    const response = respondTo(request, status, { toTag: more.tag ?? 'b', headers });
    own.engine.receive(by, serializeMessage(response), nowMs);
    return look();
  };
  const setUp = (headers: string[] = []) => {
    receive('INVITE');
    answer('INVITE', 200, { headers });
    receive('ACK', { to: 'b' });
  };
  const until = (toMs: number) => {
    nowMs = toMs;
    runUntil(own.engine, toMs);
    return look();
  };
  const busy = () => [A, B].filter((deskId) => deskCalls.isBusy(deskId));
  return { ...own, proxied, deskCalls, receive, answer, setUp, until, busy, idle, look };
}

describe('a call from desk to desk', () => {
  it('holds both desks busy until its BYE', () => {
    const call = calls();
    call.setUp();
    expect([call.busy(), call.proxied.count]).toEqual([[A, B], 1]);
    expect(call.receive('BYE', { to: 'b', cseq: 2 })).toEqual(['BYE']);
    call.answer('BYE', 200);
    expect([call.busy(), call.idle, call.proxied.count]).toEqual([[], [A, B], 0]);
  });

  it.each(['PRACK', 'UPDATE', 'REFER', 'INFO', 'MESSAGE', 'NOTIFY', 'OPTIONS', 'INVITE'])(
    'passes %s on either way, over the flow of the other side',
    (method) => {
      const call = calls();
      call.setUp();
      expect(call.receive(method, { to: 'b', cseq: 2 }).at(-1)).toBe(method);
      expect(call.sentTo.at(-1)).toBe(calleeFlow);
      expect(call.receive(method, { from: 'b', to: 'a', cseq: 9, by: calleeFlow }).at(-1)).toBe(method);
      expect(call.sentTo.at(-1)).toBe(callerFlow);
    },
  );

  it.each([486, 480, 603])('that is refused with %i holds nobody', (status) => {
    const call = calls();
    call.receive('INVITE');
    call.answer('INVITE', status);
    expect([call.busy(), call.proxied.count]).toEqual([[], 0]);
  });

  it('that nobody takes, and whose caller has gone, holds nobody for long', () => {
    const call = calls();
    call.receive('INVITE');
    call.answer('INVITE', 180);
    call.until(300_000);
    expect([call.busy(), call.proxied.count]).toEqual([[], 0]);
  });

  it('that comes back to us is no other call: 482, and it goes on as it was (RFC 5393 4)', () => {
    const call = calls();
    call.setUp();
    expect(call.receive('INVITE', { cseq: 5 })).toEqual(['482 5 INVITE']);
    expect(call.receive('BYE', { to: 'b', cseq: 6 })).toEqual(['BYE']);
  });

  it('is not taken over by somebody who knows its Call-ID', () => {
    const call = calls();
    call.setUp();
    call.receive('INVITE', { from: 'stranger' });
    expect(call.receive('BYE', { to: 'b', cseq: 2 })).toEqual(['BYE']);
    expect(call.receive('BYE', { from: 'stranger', to: 'b', cseq: 2 })).toEqual(['481 2 BYE']);
  });
});

describe('two phones that answer at once', () => {
  it('both get their ACK and BYE; the call lasts as long as one of the dialogs', () => {
    const call = calls({ forks: [calleeFlow, otherFlow] });
    call.receive('INVITE');
    call.answer('INVITE', 200, { tag: 'b1' });
    call.answer('INVITE', 200, { tag: 'b2', by: otherFlow });
    expect(call.receive('ACK', { to: 'b1' })).toEqual(['ACK']);
    expect(call.receive('ACK', { to: 'b2' })).toEqual(['ACK']);
    call.receive('BYE', { to: 'b2', cseq: 2 });
    call.answer('BYE', 200, { by: otherFlow });
    expect(call.busy()).toEqual([A, B]);
    call.receive('BYE', { to: 'b1', cseq: 2 });
    call.answer('BYE', 200);
    expect([call.busy(), call.proxied.count]).toEqual([[], 0]);
  });
});

describe('a BYE that never comes', () => {
  it('after a session timer that ran out is not waited for (RFC 4028 8.1)', () => {
    const call = calls();
    call.setUp(['Session-Expires: 1800;refresher=uac']);
    call.until(1_800_000);
    expect(call.busy()).toEqual([A, B]);
    call.until(1_900_000);
    expect([call.busy(), call.idle, call.proxied.count]).toEqual([[], [A, B], 0]);
  });

  it.each(['INVITE', 'UPDATE'])('is waited for anew after each refresh by %s', (method) => {
    const call = calls();
    call.setUp(['Session-Expires: 1800']);
    call.until(1_000_000);
    call.receive(method, { to: 'b', cseq: 2 });
    call.answer(method, 200, { headers: ['Session-Expires: 1800'] });
    call.until(2_500_000);
    expect(call.busy()).toEqual([A, B]);
    call.until(3_000_000);
    expect(call.busy()).toEqual([]);
  });

  it('of phones without session timers is waited for half a day from the last sign of life, and no longer', () => {
    const call = calls();
    call.setUp();
    call.until(10 * HOUR_MS);
    call.receive('INFO', { to: 'b', cseq: 2 });
    call.answer('INFO', 200);
    call.until(21 * HOUR_MS);
    expect(call.busy()).toEqual([A, B]);
    call.until(23 * HOUR_MS);
    expect([call.busy(), call.proxied.count]).toEqual([[], 0]);
  });

  it.each([481, 408])('is not waited for after %i to a request in the call (RFC 3261 12.2.1.2)', (status) => {
    const call = calls();
    call.setUp();
    call.receive('INVITE', { to: 'b', cseq: 2 });
    call.answer('INVITE', status);
    expect([call.busy(), call.proxied.count]).toEqual([[], 0]);
  });

  it('is not waited for when a request in the call is not answered at all', () => {
    const call = calls();
    call.setUp();
    call.receive('INFO', { to: 'b', cseq: 2 });
    call.until(40_000);
    expect(call.busy()).toEqual([]);
  });

  it.each([
    ['INVITE', 488],
    ['INFO', 415],
    ['PRACK', 481],
    ['REFER', 603],
  ])('is waited for after a %s that was refused with %i', (method, status) => {
    const call = calls();
    call.setUp();
    call.receive(method, { to: 'b', cseq: 2 });
    call.answer(method, status);
    expect(call.busy()).toEqual([A, B]);
  });
});

describe('a phone that registers during its call', () => {
  const first = { callId: 'r1', flow: calleeFlow };

  it('with the Call-ID of before is still in it', () => {
    const call = calls();
    call.proxied.registered(B, first, 1);
    call.setUp();
    call.proxied.registered(B, first, 1);
    expect(call.busy()).toEqual([A, B]);
  });

  it('with another Call-ID has started anew: it may be told things, and the other side ends the call', () => {
    const call = calls();
    call.proxied.registered(B, first, 1);
    call.setUp();
    call.proxied.registered(B, { ...first, callId: 'r2' }, 1);
    expect([call.busy(), call.idle]).toEqual([[A], [B]]);
    expect(call.receive('BYE', { to: 'b', cseq: 2 })).toEqual(['BYE']);
    call.answer('BYE', 481);
    expect([call.busy(), call.proxied.count]).toEqual([[], 0]);
  });

  it('as its peer does ends the call: nobody is left to say BYE', () => {
    const call = calls();
    call.proxied.registered(A, { callId: 'ra', flow: callerFlow }, 1);
    call.proxied.registered(B, first, 1);
    call.setUp();
    call.proxied.registered(A, { callId: 'ra2', flow: callerFlow }, 1);
    call.proxied.registered(B, { ...first, callId: 'r2' }, 1);
    expect([call.busy(), call.proxied.count]).toEqual([[], 0]);
  });

  it('by another way is reached by it from then on: a NAT or a new connection', () => {
    const call = calls();
    call.proxied.registered(B, first, 1);
    call.setUp();
    call.proxied.registered(B, { ...first, flow: otherFlow }, 1);
    call.receive('BYE', { to: 'b', cseq: 2 });
    expect(call.sentTo.at(-1)).toBe(otherFlow);
  });
});
