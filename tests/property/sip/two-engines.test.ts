import { describe, expect, it } from 'vitest';
import { FakeNetwork, type Faults, perfect } from '#tests/fakes/link.ts';
import {
  addCallee,
  addCaller,
  addMessenger,
  addProxy,
  CALLEE,
  CALLER,
  type Manners,
  PROXY,
} from '#tests/support/sip-call.ts';

const lossy: Faults = { loss: 0.12, duplication: 0.1, delayMinMs: 1, delayMaxMs: 300 };
const dreadful: Faults = { loss: 0.6, duplication: 0.2, delayMinMs: 1, delayMaxMs: 3_000 };
const SEEDS = 500;

/** What a caller behind a NAT is seen as. */
const OUTSIDE = '203.0.113.7';

type Story = {
  name: string;
  manners: Manners;
  hangUpAfterMs: number;
  end: string[];
  /** When it is the caller who speaks next, so that the new port is known before it is needed. */
  natMayChangeAtMs?: readonly number[];
};

const stories: Story[] = [
  {
    name: 'the caller hangs up',
    manners: 'answers',
    hangUpAfterMs: 60_000,
    end: ['caller: answered', 'caller: over with 200', 'callee: the other hung up'],
    natMayChangeAtMs: [50_000, 60_200],
  },
  {
    name: 'the callee hangs up',
    manners: 'answers and hangs up',
    hangUpAfterMs: 200_000,
    end: ['caller: answered', 'caller: over with 200', 'callee: BYE answered'],
  },
  { name: 'busy', manners: 'is busy', hangUpAfterMs: 60_000, end: ['caller: over with 486'] },
  {
    // Where the CANCEL comes first it is 487; where the 2xx and the CANCEL cross, the call is hung up at once.
    name: 'given up as it is answered',
    manners: 'answers',
    hangUpAfterMs: 2_001,
    end: ['caller: over with 487', 'callee: the other hung up'],
  },
  {
    name: 'given up while it rings',
    manners: 'rings on',
    hangUpAfterMs: 20_000,
    end: ['caller: over with 487', 'callee: the other hung up'],
    natMayChangeAtMs: [18_000],
  },
];

type How = { faults: Faults; isProxied: boolean; natChangesAtMs?: readonly number[] };

function live(story: Story, seed: number, { faults, isProxied, natChangesAtMs }: How) {
  const log: string[] = [];
  const network = new FakeNetwork(seed, faults);
  if (natChangesAtMs !== undefined)
    network.addNat({ inside: CALLER, outside: OUTSIDE, changesAtMs: natChangesAtMs });
  addCallee(network, story.manners, log);
  if (isProxied) addProxy(network);
  const hangUpAfterMs = story.hangUpAfterMs;
  addCaller(network, isProxied ? PROXY : CALLEE, { hangUpAfterMs, log });
  network.run(1_000_000);
  return { log: log.sort(), pending: network.pendingTransactions };
}

for (const isProxied of [false, true]) {
  describe(isProxied ? 'a call through a proxy' : 'a call between two engines', () => {
    for (const story of stories) {
      const end = [...story.end].sort();
      it(`ends as it must on a perfect link: ${story.name}`, () => {
        expect(live(story, 1, { faults: perfect, isProxied })).toEqual({ log: end, pending: 0 });
      });

      it(`ends the same where packets are lost, doubled and out of order: ${story.name}`, () => {
        for (let seed = 1; seed <= SEEDS; seed += 1) {
          const lived = live(story, seed, { faults: lossy, isProxied });
          expect({ seed, ...lived }).toEqual({ seed, log: end, pending: 0 });
        }
      });

      it(`ends the same for a caller behind a NAT, on a bad link too: ${story.name}`, () => {
        for (let seed = 1; seed <= SEEDS; seed += 1) {
          const lived = live(story, seed, { faults: lossy, isProxied, natChangesAtMs: [] });
          expect({ seed, ...lived }).toEqual({ seed, log: end, pending: 0 });
        }
      });

      if (story.natMayChangeAtMs !== undefined) {
        const natChangesAtMs = story.natMayChangeAtMs;
        it(`ends the same when the NAT takes another port meanwhile: ${story.name}`, () => {
          for (let seed = 1; seed <= SEEDS; seed += 1) {
            const lived = live(story, seed, { faults: lossy, isProxied, natChangesAtMs });
            expect({ seed, ...lived }).toEqual({ seed, log: end, pending: 0 });
          }
        });
      }

      it(`leaves nothing behind where hardly anything arrives: ${story.name}`, () => {
        for (let seed = 1; seed <= SEEDS; seed += 1) {
          const { log, pending } = live(story, seed, { faults: dreadful, isProxied });
          const overs = log.filter((line) => line.startsWith('caller: over'));
          expect({ seed, overs: overs.length, pending }).toEqual({ seed, overs: 1, pending: 0 });
        }
      });
    }
  });
}

describe('a request that is no INVITE', () => {
  const end = ['callee: read a message', 'caller: over with 200'];
  const send = (seed: number, { faults, isProxied, natChangesAtMs }: How) => {
    const log: string[] = [];
    const network = new FakeNetwork(seed, faults);
    if (natChangesAtMs !== undefined)
      network.addNat({ inside: CALLER, outside: OUTSIDE, changesAtMs: natChangesAtMs });
    addCallee(network, 'answers', log);
    if (isProxied) addProxy(network);
    addMessenger(network, isProxied ? PROXY : CALLEE, log);
    network.run(1_000_000);
    return { log: log.sort(), pending: network.pendingTransactions };
  };

  for (const isProxied of [false, true]) {
    const where = isProxied ? 'through a proxy' : 'directly';
    it(`is read once and answered, ${where}, however bad the link`, () => {
      for (let seed = 0; seed <= SEEDS; seed += 1) {
        const sent = send(seed, { faults: seed === 0 ? perfect : lossy, isProxied });
        expect({ seed, ...sent }).toEqual({ seed, log: end, pending: 0 });
      }
    });

    it(`is answered, ${where}, by the port that the NAT has taken since it was sent`, () => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const sent = send(seed, { faults: lossy, isProxied, natChangesAtMs: [400, 900] });
        expect({ seed, ...sent }).toEqual({ seed, log: end, pending: 0 });
      }
    });

    it(`leaves nothing behind, ${where}, where hardly anything arrives`, () => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const { log, pending } = send(seed, { faults: dreadful, isProxied });
        const overs = log.filter((line) => line.startsWith('caller: over'));
        expect({ seed, overs: overs.length, pending }).toEqual({ seed, overs: 1, pending: 0 });
      }
    });
  }
});
