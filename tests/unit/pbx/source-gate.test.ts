import { describe, expect, it } from 'vitest';
import { SourceGate } from '#server/pbx/source-gate.ts';
import { silentLog } from '#server/ports/log.ts';
import type { Flow } from '#server/sip/flow.ts';
import { parsedRequest, wire } from '#tests/support/sip-engine.ts';

const request = (more: string[] = []) =>
  parsedRequest(wire(['REGISTER sip:perch SIP/2.0', 'Via: SIP/2.0/UDP 1.1.1.1;branch=z9hG4bK1', ...more]));
const bare = request();
const withProof = request(['Authorization: Digest username="a"']);
const live = { is: 'live', credential: undefined as never } as const;

/** Phones behind one address, each at a port of its own. */
const behindNat = (port: number): Flow => ({
  id: `udp nat:${port}`,
  transport: 'udp',
  local: { address: '192.0.2.1', port: 5_060 },
  remote: { address: '203.0.113.7', port },
});

function gate() {
  let turnedAway = 0;
  const own = new SourceGate({
    log: silentLog,
    onTurnedAway: () => {
      turnedAway += 1;
    },
    onBan() {},
  });
  return { own, turnedAway: () => turnedAway };
}

describe('the phones of a house behind one address', () => {
  it('come back three thousand at once, again and again, and none is held up', () => {
    const { own, turnedAway } = gate();
    for (let round = 0; round < 10; round += 1) {
      const ports = Array.from({ length: 3_000 }, (_, i) => 20_000 + i);
      for (const port of ports) expect(own.admits(bare, behindNat(port), round)).toBe(true);
      for (const port of ports) {
        expect(own.admits(withProof, behindNat(port), round)).toBe(true);
        expect(own.checked(live, { request: withProof, flow: behindNat(port) }, round)).toBe(true);
      }
    }
    expect(turnedAway()).toBe(0);
  });

  it('are let in with a right secret to an old nonce whatever else comes from there', () => {
    const { own } = gate();
    const flow = behindNat(1);
    while (own.admits(bare, behindNat(2), 0));
    expect(own.admits(withProof, flow, 0)).toBe(true);
    const stale = { is: 'challenge', header: '', isStale: true } as const;
    expect(own.checked(stale, { request: withProof, flow }, 0)).toBe(true);
    expect(own.checked({ ...stale, isStale: false }, { request: withProof, flow }, 0)).toBe(false);
  });
});
