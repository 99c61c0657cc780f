import { describe, expect, it } from 'vitest';
import {
  type InviteServerInput,
  type InviteServerState,
  startInviteServer,
  stepInviteServer,
} from '#server/sip/transaction/invite-server.ts';
import {
  type NonInviteServerInput,
  type NonInviteServerState,
  startNonInviteServer,
  stepNonInviteServer,
} from '#server/sip/transaction/non-invite-server.ts';
import type { Circumstances, PackedResponse } from '#server/sip/transaction/step.ts';
import { MachineRun, overTcp, overUdp } from '#tests/support/sip-machine.ts';

const response = (status: number) =>
  ({ is: 'respond', response: { status, bytes: new Uint8Array([status & 255]) } }) as const;

const invite = (now: Circumstances) =>
  new MachineRun<InviteServerState, InviteServerInput, PackedResponse>(
    { state: startInviteServer(), outputs: [] },
    (state, input) => stepInviteServer(state, input, now),
  );

const nonInvite = (now: Circumstances) =>
  new MachineRun<NonInviteServerState, NonInviteServerInput, PackedResponse>(
    { state: startNonInviteServer(), outputs: [] },
    (state, input) => stepNonInviteServer(state, input, now),
  );

describe('INVITE server transaction, RFC 3261 17.2.1', () => {
  it('answers a retransmission with the last provisional response', () => {
    const run = invite(overUdp).input({ is: 'invite' });
    expect(run.log).toEqual([]);
    run.input(response(180)).until(300).input({ is: 'invite' });
    expect(run.times('send')).toEqual([0, 300]);
  });

  it('repeats a failure by Timer G, doubled up to T2, until Timer H', () => {
    const run = invite(overUdp).input(response(486)).until(60_000);
    expect(run.times('send')).toEqual([
      0, 500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500,
    ]);
    expect(run.times('timed-out')).toEqual([32_000]);
    expect(run.state.at).toBe('terminated');
  });

  it('does not repeat a failure over a reliable transport', () => {
    const run = invite(overTcp).input(response(486)).until(60_000);
    expect(run.times('send')).toEqual([0]);
    expect(run.times('timed-out')).toEqual([32_000]);
  });

  it('is quiet after the ACK, absorbs more of them, and ends by Timer I', () => {
    const run = invite(overUdp).input(response(486)).until(600).input({ is: 'ack' }).input({ is: 'ack' });
    expect(run.state.at).toBe('confirmed');
    run.until(60_000);
    expect(run.times('send')).toEqual([0, 500]);
    expect(run.log.at(-1)).toBe('terminate 5600');
  });

  it('ends at once after the ACK over a reliable transport', () => {
    expect(invite(overTcp).input(response(486)).input({ is: 'ack' }).until(0).state.at).toBe('terminated');
  });

  it('sends each 2xx that its user gives, absorbs INVITEs, and ends by Timer L (RFC 6026 7.1)', () => {
    const run = invite(overUdp).input(response(200)).until(500).input(response(200)).input({ is: 'invite' });
    expect(run.state.at).toBe('accepted');
    run.until(60_000);
    expect(run.times('send')).toEqual([0, 500]);
    expect(run.log.at(-1)).toBe('terminate 32000');
  });

  it('absorbs INVITEs after a 2xx by Timer L over a reliable transport too (RFC 6026 7.1)', () => {
    expect(invite(overTcp).input(response(200)).until(60_000).log.at(-1)).toBe('terminate 32000');
  });

  it('takes no second final response', () => {
    expect(invite(overUdp).input(response(486)).input(response(200)).times('send')).toEqual([0]);
    expect(invite(overUdp).input(response(200)).input(response(486)).times('send')).toEqual([0]);
  });
});

describe('non-INVITE server transaction, RFC 3261 17.2.2', () => {
  it('says nothing to a retransmission while there is nothing to say', () => {
    expect(nonInvite(overUdp).input({ is: 'request' }).log).toEqual([]);
  });

  it('answers retransmissions with the last response for 64*T1 (Timer J)', () => {
    const run = nonInvite(overUdp).input(response(200));
    run.until(10_000).input({ is: 'request' }).until(60_000).input({ is: 'request' });
    expect(run.times('send')).toEqual([0, 10_000]);
    expect(run.log.at(-1)).toBe('terminate 32000');
  });

  it('ends at once over a reliable transport', () => {
    expect(nonInvite(overTcp).input(response(200)).until(0).state.at).toBe('terminated');
  });

  it('takes no second final response', () => {
    expect(nonInvite(overUdp).input(response(401)).input(response(200)).times('send')).toEqual([0]);
  });
});
