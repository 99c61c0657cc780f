import { describe, expect, it } from 'vitest';
import { cseqOf } from '#server/sip/message/message.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import { serializeMessage } from '#server/sip/message/serialize.ts';
import { DigestLeg } from '#server/sip/proxy/digest-leg.ts';
import { routeOn } from '#server/sip/proxy/forward-request.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import { bench, flowTo, parsedRequest, wire } from '#tests/support/sip-engine.ts';

const flow = flowTo(5_011);
const CHALLENGE = 'Digest realm="itsp", nonce="n1", algorithm=MD5, qop="auth"';

const request = (method: string, cseq: number, more: readonly string[] = []) =>
  parsedRequest(
    wire([
      `${method} sip:102@itsp.example SIP/2.0`,
      ...['Via: SIP/2.0/UDP 192.0.2.9:5001;branch=z9hG4bKup', 'From: <sip:1@a>;tag=a', 'To: <sip:2@b>'],
      ...['Call-ID: c', `CSeq: ${cseq} ${method}`, ...more],
    ]),
  );

function leg(account = true) {
  const own = bench();
  const digest = account ? new DigestClient(own.engine, { username: 'u', password: 'p' }) : undefined;
  const leg = new DigestLeg(own.engine, digest);
  const heard: number[] = [];
  const user = { response: ({ status }: { status: number }) => void heard.push(status), failed() {} };
  const send = (...what: Parameters<typeof request>) => {
    leg.send(request(...what), flow, { user, nowMs: 0 });
    return own.sentRequests()[0];
  };
  const answer = (sent: ReturnType<typeof send>, status: number) => {
    if (sent === undefined) throw new Error('nothing was sent');
    const headers: Array<[string, string]> = status === 407 ? [['Proxy-Authenticate', CHALLENGE]] : [];
    own.engine.receive(flow, serializeMessage(respondTo(sent, status, { toTag: 'b', headers })), 1);
    return own.sentRequests().find(({ method }) => method !== 'ACK');
  };
  return { leg, send, answer, heard };
}

describe('requests to a peer that challenges, RFC 3261 22', () => {
  it('have one number more from then on: ACK, PRACK and what follows', () => {
    const { leg: own, send, answer, heard } = leg();
    const again = answer(send('INVITE', 1), 407);
    expect(cseqOf(again ?? request('X', 0))?.number).toBe(2);
    expect(again?.headers.list('Via')).toHaveLength(2);
    answer(again, 183);
    const prack = send('PRACK', 2, ['RAck: 77 1 INVITE']);
    expect([prack?.headers.get('CSeq'), prack?.headers.get('RAck')]).toEqual(['3 PRACK', '77 2 INVITE']);
    answer(again, 200);
    const ack = own.ack(request('ACK', 1));
    expect(ack.headers.get('CSeq')).toBe('2 ACK');
    expect(ack.headers.get('Proxy-Authorization')).toBe(again?.headers.get('Proxy-Authorization'));
    expect(send('BYE', 3)?.headers.get('CSeq')).toBe('4 BYE');
    expect(heard).toEqual([183, 200]);
  });

  it.each([
    ['credentials are wrong', true],
    ['there are none', false],
  ])('are a bad gateway where %s: the caller is asked for nothing', (_, hasAccount) => {
    const { send, answer, heard } = leg(hasAccount);
    const again = answer(send('INVITE', 1), 407);
    if (hasAccount) answer(again, 407);
    expect(heard).toEqual([502]);
  });
});

describe('the route of a request in a dialog, RFC 3261 16.4', () => {
  const isOurs = (uri: string): boolean => uri === 'sip:192.0.2.1:5060;lr';

  it('that a strict router wrote is put right', () => {
    const strict = request('BYE', 2, ['Route: <sip:192.0.2.7;lr>', 'Route: <sip:102@192.0.2.12>']);
    expect(routeOn({ ...strict, uri: 'sip:192.0.2.1:5060;lr' }, isOurs)).toEqual({
      uri: 'sip:102@192.0.2.12',
      routes: ['<sip:192.0.2.7;lr>'],
    });
  });

  it('is gone on without us', () => {
    const loose = request('BYE', 2, ['Route: <sip:192.0.2.1:5060;lr>, <sip:192.0.2.7;lr>']);
    expect(routeOn(loose, isOurs)).toEqual({ uri: 'sip:102@itsp.example', routes: ['<sip:192.0.2.7;lr>'] });
  });
});
