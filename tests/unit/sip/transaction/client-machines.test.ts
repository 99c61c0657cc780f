import { describe, expect, it } from 'vitest';
import type { SipMessage } from '#server/sip/message/message.ts';
import { respondTo } from '#server/sip/message/respond.ts';
import {
  type ClientInput,
  type InviteClientState,
  startInviteClient,
  stepInviteClient,
} from '#server/sip/transaction/invite-client.ts';
import {
  type NonInviteClientState,
  startNonInviteClient,
  stepNonInviteClient,
} from '#server/sip/transaction/non-invite-client.ts';
import type { Circumstances } from '#server/sip/transaction/step.ts';
import { parsedRequest, wire } from '#tests/support/sip-engine.ts';
import { MachineRun, overTcp, overUdp } from '#tests/support/sip-machine.ts';

const request = (method: string) =>
  parsedRequest(
    wire([
      `${method} sip:102@192.0.2.12 SIP/2.0`,
      'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1',
      'Route: <sip:192.0.2.5;lr>',
      'From: <sip:101@perch.example>;tag=a',
      'To: <sip:102@perch.example>',
      'Call-ID: c1',
      `CSeq: 7 ${method}`,
      'Max-Forwards: 70',
    ]),
  );

const response = (status: number, method = 'INVITE') =>
  ({ is: 'response', response: respondTo(request(method), status, { toTag: 'b' }) }) as const;

const invite = (now: Circumstances) =>
  new MachineRun<InviteClientState, ClientInput, SipMessage>(
    startInviteClient(request('INVITE'), now),
    (state, input) => stepInviteClient(state, input, now),
  );

const options = (now: Circumstances) =>
  new MachineRun<NonInviteClientState, ClientInput, SipMessage>(
    startNonInviteClient(request('OPTIONS'), now),
    (state, input) => stepNonInviteClient(state, input, now),
  );

describe('INVITE client transaction, RFC 3261 17.1.1', () => {
  it('sends again by Timer A, doubled each time, and gives up by Timer B', () => {
    const run = invite(overUdp).until(60_000);
    expect(run.times('send')).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500]);
    expect(run.times('timed-out')).toEqual([32_000]);
  });

  it('sends once over a reliable transport, and gives up by Timer B there too', () => {
    const run = invite(overTcp).until(60_000);
    expect([run.times('send'), run.times('timed-out')]).toEqual([[0], [32_000]]);
  });

  it('keeps nothing after a failure over a reliable transport: Timer D is zero', () => {
    const run = invite(overTcp).input(response(486)).until(0);
    expect([run.times('send'), run.state.at]).toEqual([[0, 0], 'terminated']);
  });

  it('sends no more after a provisional response, and waits as long as it rings', () => {
    const run = invite(overUdp).until(100).input(response(180)).until(600_000);
    expect(run.times('send')).toEqual([0]);
    expect(run.state.at).toBe('proceeding');
  });

  it('acknowledges a failure itself, each time it comes, until Timer D', () => {
    const run = invite(overUdp).input(response(486)).until(500).input(response(486));
    expect(run.times('send')).toEqual([0, 0, 500]);
    expect(run.times('deliver')).toEqual([0]);
    run.until(60_000);
    expect(run.log.at(-1)).toBe('terminate 32000');
  });

  it('builds that ACK in the same transaction (17.1.1.3)', () => {
    const { state } = invite(overUdp).input(response(486));
    const ack = state.at === 'completed' ? state.ack : undefined;
    expect(ack?.uri).toBe('sip:102@192.0.2.12');
    expect(ack?.headers.get('Via')).toBe('SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1');
    expect(ack?.headers.get('To')).toBe('<sip:102@perch.example>;tag=b');
    expect(ack?.headers.get('CSeq')).toBe('7 ACK');
    expect(ack?.headers.get('Route')).toBe('<sip:192.0.2.5;lr>');
  });

  it('hands up every 2xx and leaves the ACK to its user, until Timer M (RFC 6026 7.2)', () => {
    const run = invite(overUdp).input(response(200)).until(500).input(response(200)).input(response(486));
    expect(run.times('deliver')).toEqual([0, 500]);
    expect(run.times('send')).toEqual([0]);
    run.until(60_000);
    expect(run.log.at(-1)).toBe('terminate 32000');
  });
});

describe('non-INVITE client transaction, RFC 3261 17.1.2', () => {
  it('sends again by Timer E up to every T2, and gives up by Timer F', () => {
    const run = options(overUdp).until(60_000);
    expect(run.times('send')).toEqual([
      0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500,
    ]);
    expect(run.times('timed-out')).toEqual([32_000]);
  });

  it('sends every T2 after a provisional response, and still gives up', () => {
    const run = options(overUdp).until(100).input(response(100, 'OPTIONS')).until(60_000);
    expect(run.times('send').slice(0, 3)).toEqual([0, 4_100, 8_100]);
    expect(run.times('timed-out')).toEqual([32_000]);
  });

  it('hands up the final response once and absorbs its copies until Timer K', () => {
    const run = options(overUdp).input(response(200, 'OPTIONS')).until(1_000).input(response(200, 'OPTIONS'));
    expect(run.times('deliver')).toEqual([0]);
    run.until(60_000);
    expect(run.log.at(-1)).toBe('terminate 5000');
  });

  it('sends once over a reliable transport, and gives up by Timer F there too', () => {
    const run = options(overTcp).input(response(100, 'OPTIONS')).until(60_000);
    expect([run.times('send'), run.times('timed-out')]).toEqual([[0], [32_000]]);
  });

  it('ends at once over a reliable transport', () => {
    expect(options(overTcp).input(response(200, 'OPTIONS')).until(0).state.at).toBe('terminated');
  });
});
